package routes.kafka;

import java.nio.charset.StandardCharsets;
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
}
