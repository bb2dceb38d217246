package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.QuoteSimulator.Quote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Commands;

class QuoteSimulatorTest {
    private static final Path COMMITTED = Path.of("data", "quotes.csv");
    private static final List<Quote> QUOTES = QuoteSimulator.quotes(1);

    @Test
    void givesTheCommittedFileByteForByte(@TempDir Path directory) throws Exception {
        Path out = directory.resolve("quotes.csv");
        assertThat(Commands.of(new QuoteSimulator()).execute("--seed", "1", "--out", out.toString())).isZero();
        assertThat(out).hasSameBinaryContentAs(COMMITTED);
    }

    @Test
    void givesOtherPricesForAnotherSeed() {
        List<Quote> others = QuoteSimulator.quotes(2);
        assertThat(others).hasSameSizeAs(QUOTES);
        assertThat(Collections.disjoint(others, new HashSet<>(QUOTES))).isTrue();
    }

    @Test
    void staysUnderFourMegabytes() {
        assertThat(COMMITTED.toFile().length()).isLessThan(4_000_000);
    }

    @Test
    void hasTheColumnsOfTheClassicSet() throws Exception {
        List<String> lines = Files.readAllLines(COMMITTED);
        assertThat(lines.get(0)).isEqualTo("Index,Date,Open,High,Low,Close,Adj Close,Volume,CloseUSD");
        assertThat(lines.subList(1, lines.size()))
                .hasSizeGreaterThan(50_000)
                .allMatch(line -> line.matches("[A-Z0-9.]+,\\d{4}-\\d\\d-\\d\\d(,\\d+\\.\\d\\d){5},\\d+,\\d+\\.\\d\\d"));
    }

    @Test
    void keepsOpenAndCloseBetweenLowAndHigh() {
        assertThat(QUOTES).allSatisfy(quote -> {
            assertThat(quote.low()).isPositive().isLessThanOrEqualTo(Math.min(quote.open(), quote.close()));
            assertThat(quote.high()).isGreaterThanOrEqualTo(Math.max(quote.open(), quote.close()));
            assertThat(quote.adjClose()).isPositive().isLessThanOrEqualTo(quote.close());
            assertThat(quote.volume()).isPositive();
        });
    }

    @Test
    void convertsTheCloseToDollars() {
        assertThat(QUOTES)
                .filteredOn(quote -> quote.index().equals("HSI"))
                .isNotEmpty()
                .allMatch(quote -> quote.closeUsd() == Math.round(quote.close() * 0.13));
    }

    @Test
    void listsAllIndicesDayByDay() {
        List<String> indices = QUOTES.stream().map(Quote::index).distinct().toList();
        assertThat(indices).hasSize(14);
        assertThat(QUOTES).noneMatch(quote -> quote.date().getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0);
        assertThat(QUOTES).isSortedAccordingTo(Comparator.comparing(Quote::date)).doesNotHaveDuplicates();
    }

    @Test
    void endsWithOneWhenItCannotWrite(@TempDir Path directory) {
        assertThat(Commands.of(new QuoteSimulator()).execute("--out", directory.resolve("nowhere/quotes.csv").toString())).isEqualTo(1);
    }
}
