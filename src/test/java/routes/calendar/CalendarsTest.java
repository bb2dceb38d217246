package routes.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarsTest {
    @TempDir
    Path directory;

    private Calendars calendars(String... filesAndTexts) throws IOException {
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            Files.writeString(directory.resolve(filesAndTexts[i]), filesAndTexts[i + 1]);
        }
        Calendars calendars = new Calendars();
        calendars.setDirectory(filesAndTexts.length == 0 ? "" : directory.toString());
        return calendars;
    }

    private static boolean trades(Calendars calendars, String exchange, String date) {
        return calendars.named(exchange).orElseThrow().day(LocalDate.parse(date)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "XNYS,2001-09-11", "XNYS,2001-09-14", "XNYS,2004-06-11", "XNYS,2012-10-29", "XNYS,2012-10-30", "XNYS,2018-12-05", "XNYS,2025-01-09",
        "XNAS,2024-07-04", "XLON,2022-09-19", "XLON,2011-04-29", "XETR,2024-05-01", "XPAR,2024-12-26", "XSWX,2024-08-01", "XTSE,2024-02-19",
        "XHKG,2023-07-17", "XHKG,2024-02-12", "XSHG,2024-02-09", "XSHE,2024-10-07", "XTKS,2019-05-01", "XTKS,2024-12-31", "XKRX,2024-04-10",
        "XTAI,2024-10-31", "XNSE,2024-11-20", "XJSE,2024-05-29"})
    void anExchangeIsClosedOnItsHolidaysAndWhenItHadTo(String exchange, String date) throws IOException {
        assertThat(trades(calendars(), exchange, date)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "XNYS,2021-12-31", "XNYS,2024-10-14", "XETR,2024-10-03", "XPAR,2025-07-14", "XHKG,1998-05-04", "XSHG,2014-12-25", "XTSE,2001-09-11",
        "XBOM,2024-03-02", "XBOM,2024-11-01", "XKRX,2024-12-30", "XTAI,2024-12-31", "ALWAYS,2024-12-25", "ALWAYS,2024-12-28"})
    void itTradesOnDaysThatOthersHaveOff(String exchange, String date) throws IOException {
        assertThat(trades(calendars(), exchange, date)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // winter, summer, a half day
        "XNYS,2024-01-03,2024-01-03T14:30:00Z,2024-01-03T21:00:00Z,false",
        "XNYS,2024-07-02,2024-07-02T13:30:00Z,2024-07-02T20:00:00Z,false",
        "XNYS,2024-07-03,2024-07-03T13:30:00Z,2024-07-03T17:00:00Z,true",
        "XLON,2024-12-24,2024-12-24T08:00:00Z,2024-12-24T12:30:00Z,true",
        // the hours changed
        "XTKS,2024-11-01,2024-11-01T00:00:00Z,2024-11-01T06:00:00Z,false",
        "XTKS,2024-11-05,2024-11-05T00:00:00Z,2024-11-05T06:30:00Z,false",
        "XHKG,2024-12-24,2024-12-24T01:30:00Z,2024-12-24T04:00:00Z,true",
        // an hour in the evening of a holiday
        "XNSE,2024-11-01,2024-11-01T12:45:00Z,2024-11-01T13:45:00Z,true",
        "ALWAYS,2024-12-28,2024-12-28T00:00:00Z,2024-12-29T00:00:00Z,false"})
    void aTradingDayHasItsHoursInUtc(String exchange, LocalDate date, Instant opens, Instant closes, boolean half) throws IOException {
        assertThat(calendars().named(exchange).orElseThrow().day(date)).contains(new TradingDay(date, opens, closes, half));
    }

    @Test
    void itIsOpenInItsHoursAndNotInItsBreak() throws IOException {
        MarketCalendar tokyo = calendars().named("XTKS").orElseThrow();

        assertThat(tokyo.isOpen(Instant.parse("2024-06-03T00:00:00Z"))).isTrue();
        assertThat(tokyo.isOpen(Instant.parse("2024-06-02T23:59:59Z"))).isFalse();
        assertThat(tokyo.isOpen(Instant.parse("2024-06-03T03:00:00Z"))).as("at noon").isFalse();
        assertThat(tokyo.isOpen(Instant.parse("2024-06-03T05:59:59Z"))).isTrue();
        assertThat(tokyo.isOpen(Instant.parse("2024-06-03T06:00:00Z"))).isFalse();
        assertThat(tokyo.isOpen(Instant.parse("2024-06-08T01:00:00Z"))).as("on a Saturday").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"N225", "KS11", "TWII", "HSI", "000001.SS", "399001.SZ", "NSEI", "GDAXI", "N100", "SSMI", "J203.JO", "NYA", "IXIC", "GSPTSE"})
    void eachIndexOfTheSampleHasACalendarThatKnowsItsYears(String symbol) throws IOException {
        assertThat(calendars().of(symbol)).hasValueSatisfying(calendar -> assertThat(IntStream.rangeClosed(2010, 2026)).allMatch(calendar::knows));
    }

    @Test
    void everyYearOfACalendarHasAboutAsManyDaysAsAnother() throws IOException {
        assertThat(calendars().read()).isEmpty();
        assertThat(calendars().all()).hasSize(14).filteredOn(calendar -> !calendar.name().equals("ALWAYS")).allSatisfy(calendar ->
                assertThat(IntStream.rangeClosed(1980, 2030).filter(calendar::knows)).allSatisfy(year ->
                        assertThat(calendar.days().filter(day -> day.date().getYear() == year)).as("%s in %d", calendar.name(), year).hasSizeBetween(237, 262)));
    }

    @Test
    void aYearThatACalendarDoesNotKnowHasAllDaysFromMondayToFriday() throws IOException {
        Calendars calendars = calendars();

        assertThat(calendars.named("XSHG").orElseThrow().knows(2035)).isFalse();
        assertThat(trades(calendars, "XSHG", "2035-10-01")).as("a Monday").isTrue();
        assertThat(trades(calendars, "XSHG", "2035-09-30")).isFalse();
        assertThat(calendars.named("XSHG").orElseThrow().days()).allMatch(day -> day.date().getYear() < 2035);
    }

    @Test
    void aSymbolIsLookedUpWholeThenByItsEndThenAsAnyOther() throws IOException {
        Calendars calendars = calendars("symbols.txt", "# mine\nSHEL.L XAMS\nBTC-USD ALWAYS\n* XNYS\n");

        assertThat(List.of("SHEL.L", "BP.L", "0700.HK", "BTC-USD", "AAPL", "BRK.B")).extracting(symbol -> calendars.of(symbol).orElseThrow().name())
                .containsExactly("XPAR", "XLON", "XHKG", "ALWAYS", "XNYS", "XNYS");
        assertThat(calendars().of("AAPL")).isEmpty();
        assertThat(calendars.symbols()).containsEntry("*", "XNYS").containsEntry("399001.SZ", "XSHG").containsEntry(".T", "XTKS");
    }

    @Test
    void aFileOfTheUsersAddsToTheOneOfTheProgram() throws IOException {
        Calendars calendars = calendars(
                "XSHG.txt", "2027 closed 01-01\n2026 closed\n", "XSAU.txt", "days sunday-thursday\nzone Asia/Riyadh\nhours 10:00-15:00\n2024 closed 02-22\n");

        assertThat(trades(calendars, "XSHE", "2027-01-01")).isFalse();
        assertThat(trades(calendars, "XSHE", "2026-10-01")).as("the line of 2026 was replaced").isTrue();
        assertThat(trades(calendars, "XSHE", "2025-10-01")).isFalse();
        assertThat(trades(calendars, "XSAU", "2024-02-25")).as("a Sunday").isTrue();
        assertThat(trades(calendars, "XSAU", "2024-02-23")).as("a Friday").isFalse();
        assertThat(trades(calendars, "XSAU", "2024-02-22")).isFalse();
    }

    @Test
    void hoursWithoutADayAreThoseOfAllDays() throws IOException {
        Calendars calendars = calendars("XTKS.txt", "hours 09:00-11:30 12:30-15:25\n");

        assertThat(calendars.named("XTKS").orElseThrow().isOpen(Instant.parse("2024-06-03T06:10:00Z"))).isTrue();
        assertThat(calendars.named("XTKS").orElseThrow().isOpen(Instant.parse("2024-06-03T06:25:00Z"))).isFalse();
    }

    @Test
    void aDirectoryThatIsNotThereIsToldAndTheBuiltInCalendarsCount() {
        Calendars calendars = new Calendars();
        calendars.setDirectory(directory.resolve("nowhere").toString());

        assertThat(calendars.read()).singleElement().asString().startsWith("calendar.directory ").contains(" cannot be read: ");
        assertThat(trades(calendars, "XNYS", "2024-12-25")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2024 closed 02-30 | Text '--02-30' could not be parsed",
        "2023 closed 02-29 | 2023 has no 02-29",
        "2024 shut 01-01   | 'shut' is not closed, half or open",
        "24 closed 01-01   | a line is 'zone …', 'hours …'",
        "zone Mars         | Unknown time-zone ID: Mars",
        "hours 9-17        | Text '9-17' could not be parsed",
        "hours 09:30       | '09:30' are no hours"})
    void aLineThatIsWrongIsToldWithItsFileAndNumberAndTheOthersCount(String wrong, String sentence) throws IOException {
        Calendars calendars = calendars("XNYS.txt", "# mine\n" + wrong + "\n2031 closed 01-01\n");

        assertThat(calendars.read()).singleElement().asString().startsWith(directory + "/XNYS.txt:2: " + sentence);
        assertThat(trades(calendars, "XNYS", "2031-01-01")).isFalse();
    }

    @Test
    void aSymbolOfAnUnknownExchangeIsTold() throws IOException {
        Calendars calendars = calendars("symbols.txt", "AAPL NASDAQ\nMSFT\n");

        assertThat(calendars.read()).satisfiesExactly(
                line -> assertThat(line).endsWith("symbols.txt:2: a line is a symbol and the code of its exchange: AAPL XNAS"),
                code -> assertThat(code).startsWith("symbols.txt: AAPL has the calendar NASDAQ, which does not exist; there are ALWAYS, XAMS,"));
        assertThat(calendars.of("AAPL")).isEmpty();
    }
}
