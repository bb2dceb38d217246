package simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the simulated producers send: each record has a number of its own by which it is found again, in the lake or in a letter. */
final class Records {
    private static final byte[] WORD = "record ".getBytes(StandardCharsets.US_ASCII);

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
        return number(text.getBytes(StandardCharsets.UTF_8));
    }

    static long number(byte[] value) {
        for (int at = 0; value != null && at + WORD.length < value.length; at++) {
            if (isDigit(value[at + WORD.length]) && Arrays.equals(value, at, at + WORD.length, WORD, 0, WORD.length)) {
                return digits(value, at + WORD.length);
            }
        }
        return -1;
    }

    private static long digits(byte[] value, int from) {
        long number = 0;
        for (int at = from; at < value.length && isDigit(value[at]); at++) {
            number = number * 10 + value[at] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    static boolean isGarbage(byte[] value) {
        return value != null && value.length > 0 && value[0] == 'r';
    }
}
