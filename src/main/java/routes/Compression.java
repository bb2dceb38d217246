package routes;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** How objects are compressed. Athena tells by the suffix, which must be exactly this one. */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    /** Four times as fast as gzip, and smaller on JSON lines than the higher levels. */
    private static final int ZSTD_LEVEL = 1;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    static Compression parse(String name) {
        return Arrays.stream(values())
                .filter(compression -> compression.name().equalsIgnoreCase(name.trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "s3.compression is '%s'; it can be none, gzip or zstd".formatted(name)));
    }

    String suffix() {
        return suffix;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the first {@code length} bytes, compressed as one member or frame */
    byte[] compress(byte[] plain, int length) {
        return switch (this) {
            case NONE -> Arrays.copyOf(plain, length);
            case GZIP -> gzip(plain, length);
            case ZSTD -> zstd(plain, length);
        };
    }

    private static byte[] gzip(byte[] plain, int length) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, 1 << 16)) {
            gzip.write(plain, 0, length);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    private static byte[] zstd(byte[] plain, int length) {
        byte[] compressed = new byte[Math.toIntExact(Zstd.compressBound(length))];
        long size = Zstd.compressByteArray(compressed, 0, compressed.length, plain, 0, length, ZSTD_LEVEL);
        if (Zstd.isError(size)) {
            throw new IllegalStateException("zstd: " + Zstd.getErrorName(size));
        }
        return Arrays.copyOf(compressed, Math.toIntExact(size));
    }
}
