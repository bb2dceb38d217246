package routes.live;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The JSON of one trade, and its values as the types that they have with us. */
record Item(JsonNode json) {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    /** A time in seconds is below it for the next 3,000 years, one in milliseconds has been above it since 1973. */
    private static final BigDecimal SECONDS = BigDecimal.valueOf(100_000_000_000L);

    /** What a pointer such as /data/price points at. */
    Item at(JsonPointer pointer) {
        return new Item(json.at(pointer));
    }

    private Item of(String key) {
        return new Item(json.path(key));
    }

    String text(String key) {
        return of(key).text();
    }

    /** Null when there is none. */
    String text() {
        return json.isValueNode() && !json.isNull() ? json.asText() : null;
    }

    String required(String key) {
        return required(text(key), key);
    }

    /** @return the digits that stand there, in quotes or without: exactly that number */
    BigDecimal decimal(String key) {
        return of(key).decimal(key, true);
    }

    BigDecimal decimal(String name, boolean required) {
        if (json.isNumber()) {
            return json.decimalValue();
        }
        return text() == null && !required ? null : new BigDecimal(required(text(), name));
    }

    long integer(String key) {
        return json.path(key).asLong();
    }

    /** A list of codes as one text. */
    String codes(String key) {
        return of(key).codes();
    }

    String codes() {
        return json.isArray() ? StreamSupport.stream(json.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(",")) : text();
    }

    Instant time(String key) {
        return of(key).instant(key);
    }

    /** ISO 8601, or the number of seconds, milli-, micro- or nanoseconds since 1970. */
    Instant instant(String name) {
        String text = required(text(), name);
        if (!text.matches("\\d+(\\.\\d+)?")) {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        }
        BigDecimal seconds = new BigDecimal(text);
        while (seconds.compareTo(SECONDS) >= 0) {
            seconds = seconds.divide(THOUSAND);
        }
        return Instant.ofEpochSecond(seconds.longValue(), seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    static String required(String text, String name) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return text;
    }
}
