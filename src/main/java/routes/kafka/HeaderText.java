package routes.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Headers of records as text, in UTF-8. */
public final class HeaderText {
    private HeaderText() {}

    /** The last header of that name, empty when there is none. */
    public static String of(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "" : of(header);
    }

    public static String of(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Whether Camel would take it for an order: one such as kafka.OVERRIDE_TOPIC sends a record elsewhere. It drops them all itself. */
    public static boolean isOrderToCamel(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("kafka.") || name.startsWith("camel") || name.startsWith("org.apache.camel.");
    }
}
