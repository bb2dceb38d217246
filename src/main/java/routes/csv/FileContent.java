package routes.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What is in a file from its beginning on: a file that only grew has it still.
 *
 * @param length in bytes
 */
record FileContent(long length, long checksum) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{1,15})-([0-9a-f]{8})");

    /** All that is there now; what is appended while it is read may be in or not. */
    static FileContent of(Path file) throws IOException {
        return of(file, Long.MAX_VALUE);
    }

    /** So many bytes at most. */
    static FileContent of(Path file, long most) throws IOException {
        CRC32C crc = new CRC32C();
        long length = 0;
        try (InputStream in = read(file, 0, most)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
                length += read;
            }
        }
        return new FileContent(length, crc.getValue());
    }

    static Optional<FileContent> parse(String text) {
        Matcher content = TEXT.matcher(text);
        return content.matches()
                ? Optional.of(new FileContent(Long.parseLong(content.group(1), 16), Long.parseLong(content.group(2), 16)))
                : Optional.empty();
    }

    /** The bytes of a file from one offset to before another, or to its end. */
    static InputStream read(Path file, long from, long to) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(from);
        return new FilterInputStream(in) {
            private long left = to - from;

            @Override
            public int read() {
                throw new UnsupportedOperationException("byte by byte would be slow");
            }

            @Override
            public int read(byte[] bytes, int offset, int most) throws IOException {
                int read = left <= 0 ? -1 : super.read(bytes, offset, (int) Math.min(most, left));
                left -= Math.max(0, read);
                return read;
            }
        };
    }

    @Override
    public String toString() {
        return "%x-%08x".formatted(length, checksum);
    }
}
