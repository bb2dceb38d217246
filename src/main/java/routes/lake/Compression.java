package routes.lake;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** How objects are compressed. Athena goes by the suffix, which must be exactly this one. */
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

    public static Compression parse(String name) {
        return Arrays.stream(values())
                .filter(compression -> compression.name().equalsIgnoreCase(name.trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "s3.compression is '%s'; it can be none, gzip or zstd".formatted(name)));
    }

    public String suffix() {
        return suffix;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is written to it goes to {@code out}, compressed as one member or frame when it is closed. */
    public OutputStream stream(OutputStream out) {
        try {
            return switch (this) {
                case NONE -> out;
                case GZIP -> new GZIPOutputStream(out, 1 << 16);
                case ZSTD -> new ZstdOutputStream(out, ZSTD_LEVEL);
            };
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
