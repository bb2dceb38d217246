package routes;

import java.util.zip.CRC32C;

/** Checksums as objects and bookmarks carry them. */
final class Checksum {
    private Checksum() {}

    /** Eight hexadecimal digits. */
    static String hex(CRC32C checksum) {
        return String.format("%08x", checksum.getValue());
    }
}
