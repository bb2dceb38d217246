package simulator;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the simulated producers send: each record has a number of its own by which it is found again, in the lake or in a letter. */
final class Records {
    private static final Pattern NUMBER = Pattern.compile("record (\\d+)\\b");

    private Records() {}

    static byte[] valid(long number) {
        return "{\"what\":\"record %d\",\"price\":%d.5}".formatted(number, number % 997).getBytes(StandardCharsets.UTF_8);
    }

    /** No JSON object, so that it is rejected. */
    static byte[] garbage(long number) {
        return "record %d {".formatted(number).getBytes(StandardCharsets.UTF_8);
    }

    /** Of a value, or a line that was made of it; -1 when it has none. */
    static long number(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Long.parseLong(number.group(1)) : -1;
    }

    static long number(byte[] value) {
        return value == null ? -1 : number(new String(value, StandardCharsets.UTF_8));
    }

    static boolean isGarbage(byte[] value) {
        return value != null && value.length > 0 && value[0] == 'r';
    }
}
