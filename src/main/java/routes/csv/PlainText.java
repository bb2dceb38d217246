package routes.csv;

import com.github.luben.zstd.ZstdInputStream;
import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import routes.lang.Errors;
import routes.lang.StartException;
import routes.lang.Utf8;

/**
 * A file as plain UTF-8 lines, which everything else reads by bytes: the file itself where it is that, else a copy that is gone with the
 * program. Its content, and so the place where a replay goes on, is the same for each copy.
 *
 * @param path of the lines
 * @param charset of the file
 * @param written how the file has them, blank when it is plain
 */
record PlainText(Path path, String charset, String written) {
    private static final int LOOKED_AT = 4 << 20;

    /** Encodings whose letters stand alone among those of ASCII too. */
    private static final Set<String> LATIN = Set.of("windows-1250", "windows-1254", "ISO-8859-2", "ISO-8859-9");

    private static final int CONFIDENT = 50;

    private enum Packing { NONE, GZIP, ZIP, ZSTD }

    static PlainText of(Path file, Dialect dialect) throws IOException {
        Packing packing = packing(file);
        try {
            byte[] head = head(file, packing);
            Charset charset = charset(head, dialect);
            boolean macintosh = isMacintosh(head, charset);
            if (packing == Packing.NONE && charset.equals(StandardCharsets.UTF_8) && !macintosh) {
                return new PlainText(file, charset.name(), "");
            }
            String written = (packing == Packing.NONE ? "" : packing.name().toLowerCase(java.util.Locale.ROOT) + ", ") + charset.name()
                    + (macintosh ? ", lines end with CR" : "");
            return new PlainText(copy(file, packing, charset, macintosh), charset.name(), written);
        } catch (java.io.EOFException | java.util.zip.ZipException broken) {
            throw new StartException("is a %s file that cannot be read: %s".formatted(packing.name().toLowerCase(java.util.Locale.ROOT), Errors.sentence(broken)));
        }
    }

    private static Packing packing(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(4);
            return begins(magic, 0x1f, 0x8b) ? Packing.GZIP
                    : begins(magic, 'P', 'K', 3, 4) ? Packing.ZIP
                    : begins(magic, 0x28, 0xb5, 0x2f, 0xfd) ? Packing.ZSTD : Packing.NONE;
        }
    }

    private static boolean begins(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || bytes[i] != (byte) magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static InputStream open(Path file, Packing packing) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return switch (packing) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, 1 << 16);
            case ZSTD -> new ZstdInputStream(in);
            case ZIP -> onlyFile(new ZipInputStream(in), file);
        };
    }

    private static InputStream onlyFile(ZipInputStream zip, Path file) throws IOException {
        try (java.util.zip.ZipFile all = new java.util.zip.ZipFile(file.toFile())) {
            long files = all.stream().filter(PlainText::isData).count();
            if (files != 1) {
                throw new StartException("is a zip file with %d files in it; name one with a single file, or unpack it".formatted(files));
            }
        }
        ZipEntry entry = zip.getNextEntry();
        while (entry != null && !isData(entry)) {
            entry = zip.getNextEntry();
        }
        return zip;
    }

    /** Not what a Macintosh adds. */
    private static boolean isData(ZipEntry entry) {
        return !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/");
    }

    private static byte[] head(Path file, Packing packing) throws IOException {
        try (InputStream in = open(file, packing)) {
            byte[] head = in.readNBytes(LOOKED_AT);
            // the last line may be cut in the middle of a letter
            int end = head.length;
            while (head.length == LOOKED_AT && end > 0 && head[end - 1] != '\n') {
                end--;
            }
            return end == 0 ? head : Arrays.copyOf(head, end);
        }
    }

    private static Charset charset(byte[] head, Dialect dialect) {
        if (!dialect.encoding().isEmpty()) {
            try {
                return Charset.forName(dialect.encoding());
            } catch (IllegalArgumentException unknown) {
                throw new StartException("csv.encoding '%s' is unknown; it can be UTF-8, UTF-16LE, windows-1252, GBK and so on".formatted(dialect.encoding()));
            }
        }
        if (begins(head, 0xff, 0xfe) || zeros(head, 1)) {
            return StandardCharsets.UTF_16LE;
        }
        if (begins(head, 0xfe, 0xff) || zeros(head, 0)) {
            return StandardCharsets.UTF_16BE;
        }
        return Utf8.is(head, 0, head.length) || !isOtherText(head) ? StandardCharsets.UTF_8 : guess(head);
    }

    /** UTF-16 without a mark: every other byte of ASCII letters is zero. */
    private static boolean zeros(byte[] head, int from) {
        int looked = Math.min(head.length, 1 << 12) & ~1;
        int zeros = 0;
        int others = 0;
        for (int i = 0; i < looked; i += 2) {
            zeros += head[i + from] == 0 ? 1 : 0;
            others += head[i + 1 - from] == 0 ? 1 : 0;
        }
        return looked >= 8 && zeros * 2 > looked / 2 && others == 0;
    }

    /** Bytes that are no UTF-8 beside letters, in a file that has no letter of UTF-8: a byte that stands alone is a damaged row. */
    private static boolean isOtherText(byte[] head) {
        boolean beside = false;
        for (int i = 0; i < head.length; i++) {
            if (head[i] < 0) {
                if (isUtf8Letter(head, i)) {
                    return false;
                }
                beside |= isLetter(head, i - 1) || isLetter(head, i + 1);
            }
        }
        return beside;
    }

    private static boolean isUtf8Letter(byte[] head, int i) {
        int length = (head[i] & 0xe0) == 0xc0 ? 2 : (head[i] & 0xf0) == 0xe0 ? 3 : 0;
        // two bytes may as well be a letter of GBK
        return length == 3 && i + length <= head.length && Utf8.is(head, i, length);
    }

    private static boolean isLetter(byte[] head, int i) {
        return i >= 0 && i < head.length && (head[i] < 0 || Character.isLetter(head[i]));
    }

    private static Charset guess(byte[] head) {
        byte[] text = letters(head);
        CharsetMatch match = new CharsetDetector().setText(text).detect();
        boolean alone = standAlone(text);
        boolean known = match != null && match.getConfidence() >= (alone ? CONFIDENT : 10) && Charset.isSupported(match.getName())
                && (!alone || LATIN.contains(match.getName()));
        String name = known ? match.getName() : "windows-1252";
        return Charset.forName(name.equals("ISO-8859-1") ? "windows-1252" : name.equals("GB18030") ? "GBK" : name);
    }

    /** The lines that tell one encoding from another. */
    private static byte[] letters(byte[] head) {
        java.io.ByteArrayOutputStream lines = new java.io.ByteArrayOutputStream();
        for (int start = 0; start < head.length && lines.size() < 1 << 16; ) {
            int end = start;
            boolean ascii = true;
            while (end < head.length && head[end] != '\n') {
                ascii &= head[end++] >= 0;
            }
            if (!ascii) {
                lines.write(head, start, end - start);
                lines.write('\n');
            }
            start = end + 1;
        }
        return lines.toByteArray();
    }

    private static boolean standAlone(byte[] text) {
        int alone = 0;
        int all = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] < 0) {
                all++;
                alone += (i == 0 || text[i - 1] >= 0) && (i + 1 == text.length || text[i + 1] >= 0) ? 1 : 0;
            }
        }
        return alone * 2 > all;
    }

    private static boolean isMacintosh(byte[] head, Charset charset) {
        String text = new String(head, 0, Math.min(head.length, 1 << 20), charset);
        return text.indexOf('\r') >= 0 && text.indexOf('\n') < 0;
    }

    private static Path copy(Path file, Packing packing, Charset charset, boolean macintosh) throws IOException {
        Path copy = Files.createTempFile("stock-market-pipeline-", ".csv");
        copy.toFile().deleteOnExit();
        try (Reader in = new InputStreamReader(open(file, packing), charset); Writer out = Files.newBufferedWriter(copy)) {
            char[] buffer = new char[1 << 15];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    buffer[i] = macintosh && buffer[i] == '\r' ? '\n' : buffer[i];
                }
                out.write(buffer, 0, read);
            }
        }
        return copy;
    }
}
