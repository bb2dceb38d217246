package routes.lang;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Checksums as objects and bookmarks carry them. */
public final class Checksum {
    private Checksum() {}

    /** Eight hexadecimal digits. */
    public static String hex(CRC32C checksum) {
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
