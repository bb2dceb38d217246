package routes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What texts consist of. */
final class Utf8 {
    private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long SPACES = 0x2020202020202020L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Strictly: parsers let overlong sequences and halves of surrogate pairs pass. */
    static boolean is(byte[] bytes, int start, int length) {
        return isPrintableAscii(bytes, start, length) || isDecodable(bytes, start, length);
    }

    /** Whether no byte is beyond ASCII, and none is a control character (but DEL): most texts, told eight bytes at a time. */
    static boolean isPrintableAscii(byte[] bytes, int start, int length) {
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

    private static boolean isDecodable(byte[] bytes, int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
