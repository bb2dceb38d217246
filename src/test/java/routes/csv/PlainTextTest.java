package routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.lang.StartException;
import routes.source.Column;

/** However a file is packed and encoded, its rows are the same. */
class PlainTextTest {
    private static final String QUOTES = "Symbol,Close\nZED,7.5\nYAK,8.5\n";

    @TempDir
    private Path folder;

    private final Dialect dialect = new Dialect();

    @Test
    void aPlainFileIsReadWhereItIs() throws IOException {
        Path file = write(QUOTES.getBytes(UTF_8));

        assertThat(PlainText.of(file, dialect)).isEqualTo(new PlainText(file, "UTF-8", ""));
    }

    @Test
    void aPackedFileIsRead() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(QUOTES.getBytes(UTF_8));
        }

        assertQuotes(gzip.toByteArray());
        assertQuotes(Zstd.compress(QUOTES.getBytes(UTF_8)));
        assertQuotes(zip("__MACOSX/x", "quotes.csv"));
    }

    @Test
    void aZipFileWithTwoFilesIsRefused() throws IOException {
        Path zip = write(zip("a.csv", "b.csv"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> open(zip))
                .withMessage("csv.file %s: is a zip file with 2 files in it; name one with a single file, or unpack it", zip);
    }

    @Test
    void aPackedFileThatIsCutIsRefused() throws IOException {
        Path cut = write(new byte[] {'P', 'K', 3, 4, 20, 0});

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> open(cut))
                .withMessageStartingWith("csv.file %s: is a zip file that cannot be read", cut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16IsReadWithAndWithoutItsMark(String charset) throws IOException {
        assertQuotes(QUOTES.getBytes(Charset.forName(charset)));
        assertQuotes(("\uFEFF" + QUOTES).getBytes(Charset.forName(charset)));
    }

    @Test
    void linesMayEndWithACarriageReturnAlone() throws IOException {
        assertQuotes(QUOTES.replace('\n', '\r').getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "windows-1252, Müller, Währung", "windows-1252, Société Générale, Clôture", "windows-1251, Газпром и Сбербанк России, Закрытие торгов",
        "GBK, 中国平安保险集团股份有限公司, 收盘价格"
    })
    void theEncodingIsFound(String charset, String name, String title) throws IOException {
        Path file = write("Symbol,%s,Name\nZED,7.5,%s\n".formatted(title, name).getBytes(Charset.forName(charset)));

        assertThat(FormatsTest.values(open(file), 2)).containsExactly(name);
    }

    @Test
    void theEncodingCanBeSet() throws IOException {
        dialect.setEncoding("windows-1251");
        Path file = write("Symbol,Name\nZED,Газ\n".getBytes(Charset.forName("windows-1251")));

        assertThat(FormatsTest.values(open(file), 1)).containsExactly("Газ");
    }

    @Test
    void anEncodingThatThereIsNotIsNamed() throws IOException {
        dialect.setEncoding("utf-9");
        Path file = write(QUOTES.getBytes(UTF_8));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> open(file))
                .withMessageStartingWith("csv.encoding 'utf-9' is unknown");
    }

    @Test
    void aDamagedByteIsNoEncoding() throws IOException {
        Path file = write(new byte[] {'I', ',', 'N', '\n', 'A', ',', (byte) 0xFF, '\n', 'B', ',', 'x', '\n'});

        assertThat(PlainText.of(file, dialect).path()).isEqualTo(file);
    }

    @Test
    void theSameFileHasTheSameFingerprintEachTime() throws IOException {
        Path file = write(QUOTES.getBytes(Charset.forName("UTF-16LE")));

        assertThat(open(file).fingerprint()).isEqualTo(open(file).fingerprint());
    }

    private void assertQuotes(byte[] content) throws IOException {
        CsvFile file = open(write(content));

        assertThat(file.columns()).extracting(Column::name).containsExactly("symbol", "close");
        assertThat(FormatsTest.values(file, 0)).containsExactly("ZED", "YAK");
        assertThat(FormatsTest.values(file, 1)).containsExactly("7.5", "8.5");
    }

    private CsvFile open(Path file) {
        return Csv.open(file, "", Map.of(), Dialect.NULL_VALUES, dialect);
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("quotes.csv"), content);
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(QUOTES.getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
