package routes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells printable ASCII, which most values are, from what needs a closer look; eight bytes at a time. */
final class PlainText {
    private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long SPACES = 0x2020202020202020L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private PlainText() {}

    /** Whether all bytes from {@code start} to before {@code end} are ASCII, and none is a control character (but DEL). */
    static boolean is(byte[] bytes, int start, int end) {
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
}
