package routes.seam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import routes.lang.Json;

/**
 * The values of a JSON object by their names, in its order. Its text is parsed when somebody looks, since a route that decides by a header, or
 * asks jq, does not.
 */
final class JsonValues extends AbstractMap<String, Object> {
    private static final ObjectReader READER = Json.mapper().readerFor(LinkedHashMap.class);

    private final byte[] text;
    private Map<String, Object> values;

    JsonValues(byte[] text) {
        this.text = text;
    }

    /** The text itself; null when the values may be others by now. */
    byte[] untouched() {
        return values == null ? text : null;
    }

    /** With all digits that its decimal numbers have. */
    JsonNode tree() {
        try {
            return values == null ? Json.object(text) : Json.object(values);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Map<String, Object> parsed() {
        if (values == null) {
            try {
                values = READER.readValue(text);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return values;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return parsed().entrySet();
    }

    @Override
    public Object get(Object name) {
        return parsed().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return parsed().containsKey(name);
    }

    @Override
    public Object put(String name, Object value) {
        return parsed().put(name, value);
    }

    @Override
    public Object remove(Object name) {
        return parsed().remove(name);
    }
}
