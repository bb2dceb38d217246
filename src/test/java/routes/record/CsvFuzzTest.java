package routes.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import routes.Damage;
import routes.lang.StartException;

/** Whatever a CSV file holds: every line of it is in a record, in a rejected row or blank, and every record is fit for the lake. */
class CsvFuzzTest {
    private static final String MEANINGFUL = "\"\"\r\n\0,;\t| 0-.eé";
    private static final String[] TYPES = {
        "", "index:string,trade_date:date,open:double,high:double,low:double,close:double,adj_close:double,volume:bigint"
    };

    private static final List<String> QUOTES = head(Path.of("data/quotes.csv"), 3000);

    @Property(seed = "1")
    void damagedQuotes(@ForAll("damagedFiles") byte[] file, @ForAll("types") String types) {
        account(file, types);
    }

    @Property(seed = "2")
    void quotedValuesThatAreDamaged(@ForAll("damagedQuotedFiles") byte[] file) {
        account(file, "");
    }

    @Property(seed = "3")
    void anyBytesBelowAHeader(@ForAll("headers") String header, @ForAll("anyRows") byte[] rows) {
        account(file(header, rows), "");
    }

    @Property(seed = "4")
    void anyBytes(@ForAll("anyRows") byte[] file) {
        account(file, "");
    }

    @Property(seed = "5")
    void damagedHeaders(@ForAll("damagedHeaders") byte[] header) {
        account(file(new String(header, UTF_8), "\nA,1,x\nB,2,y\n".getBytes(UTF_8)), "");
    }

    @Property(seed = "6")
    void anyTextInAQuotedValueComesThrough(@ForAll String text) {
        String quoted = "Index,Note\nA,\"%s\"\n".formatted(text.replace("\"", "\"\""));
        account(quoted.getBytes(UTF_8), "index:string,note:string");
    }

    private static void account(byte[] file, String types) {
        try {
            CsvAccount.of(file, "index", types);
        } catch (StartException ofTheFileAsAWhole) {
            // nothing was replayed, and people know why
        }
    }

    @Provide
    Arbitrary<byte[]> damagedFiles() {
        Arbitrary<List<String>> rows = Arbitraries.of(QUOTES.subList(1, QUOTES.size())).list().ofMinSize(1).ofMaxSize(30);
        Arbitrary<String> lineBreaks = Arbitraries.of("\n", "\r\n");
        return Combinators.combine(rows, lineBreaks, Damage.some(MEANINGFUL))
                .as((some, lineBreak, damages) -> file(QUOTES.get(0) + lineBreak, Damage.all(damages, rows(some, lineBreak))));
    }

    @Provide
    Arbitrary<byte[]> damagedQuotedFiles() {
        Arbitrary<String> row = Arbitraries.of(
                "A,1,\"x, y\"", "B,2,\"two\nlines\"", "C,3,\"a \"\"quoted\"\" word\"", "\"D\",\"4\",\"\"", "E,5,6\" pipe", "F,7,plain", "",
                "G,,\"\n\n,,\n\"", "\"H\",8");
        return Combinators.combine(row.list().ofMinSize(1).ofMaxSize(20), Arbitraries.of("\n", "\r\n"), Damage.some(MEANINGFUL))
                .as((some, lineBreak, damages) -> file("Index,N,Note" + lineBreak, Damage.all(damages, rows(some, lineBreak))));
    }

    @Provide
    Arbitrary<byte[]> anyRows() {
        return Damage.bytes(MEANINGFUL).array(byte[].class).ofMaxSize(400);
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(TYPES);
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of("Index;N;Note\n", "Index\n", "\uFEFFIndex\tN\r\n");
    }

    @Provide
    Arbitrary<byte[]> damagedHeaders() {
        return Damage.some(MEANINGFUL).map(damages -> Damage.all(damages, "Index,N,Note".getBytes(UTF_8)));
    }

    private static byte[] file(String header, byte[] rows) {
        byte[] start = header.getBytes(UTF_8);
        byte[] file = Arrays.copyOf(start, start.length + rows.length);
        System.arraycopy(rows, 0, file, start.length, rows.length);
        return file;
    }

    private static byte[] rows(List<String> rows, String lineBreak) {
        return (String.join(lineBreak, rows) + lineBreak).getBytes(UTF_8);
    }

    private static List<String> head(Path file, int lines) {
        try (Stream<String> all = Files.lines(file)) {
            return all.limit(lines).toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
