package routes.lang;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What texts consist of. */
public final class Utf8 {
    private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long SPACES = 0x2020202020202020L;
    private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;
    private static final long ONES = 0x0101010101010101L;

    /** Bytes of an escape such as {@code \\u00e9}. */
    private static final int ESCAPE = 6;

    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Strictly: parsers let overlong sequences and halves of surrogate pairs pass. */
    public static boolean is(byte[] bytes, int start, int length) {
        return isPrintableAscii(bytes, start, length) || isDecodable(bytes, start, length);
    }

    /** Whether no byte is beyond ASCII, and none is a control character (but DEL): most texts, told eight bytes at a time. */
    public static boolean isPrintableAscii(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            // a byte below a space borrows from its highest bit
            if (((eight | (eight - SPACES)) & HIGHEST_BITS) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (bytes[at] < ' ') {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a JSON text has an escape such as {@code \\ud83d} without its other half, which is a character for some readers, and an error for
     * others.
     */
    public static boolean hasHalfEscaped(byte[] json, int start, int length) {
        int end = start + length;
        for (int at = nextBackslash(json, start, end); at < end; at = nextBackslash(json, at, end)) {
            int unit = escaped(json, at, end);
            if (unit < 0 || !Character.isSurrogate((char) unit)) {
                // what is escaped may be a backslash
                at += 2;
            } else if (Character.isHighSurrogate((char) unit) && isLow(escaped(json, at + ESCAPE, end))) {
                at += 2 * ESCAPE;
            } else {
                return true;
            }
        }
        return false;
    }

    private static boolean isLow(int unit) {
        return unit >= 0 && Character.isLowSurrogate((char) unit);
    }

    /** The position of the first backslash, or the end. */
    private static int nextBackslash(byte[] bytes, int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at) ^ BACKSLASHES;
            // only a byte that is 0 now borrows into its highest bit, or one beside such a byte
            if (((eight - ONES) & ~eight & HIGHEST_BITS) != 0) {
                break;
            }
        }
        while (at < end && bytes[at] != '\\') {
            at++;
        }
        return Math.min(at, end);
    }

    /** The UTF-16 unit of an escape, -1 when there is none. */
    private static int escaped(byte[] bytes, int at, int end) {
        if (at + ESCAPE > end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    private static boolean isDecodable(byte[] bytes, int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
