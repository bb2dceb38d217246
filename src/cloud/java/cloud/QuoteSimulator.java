package cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import routes.Application;
import routes.Commands;

/**
 * Simulates the sample file: daily prices of world indices. The symbols exist, every number is invented.
 *
 * <p>The same seed gives the same bytes on every machine: {@link Random} is specified bit by bit, {@link StrictMath} likewise,
 * and prices are whole hundredths as soon as they are drawn.
 */
@Command(
        name = "quote-simulator",
        description = "Writes a sample file: daily prices of world indices, all invented. The same seed gives the same bytes.",
        exitCodeList = {"0:it is written", "1:it could not be written", "2:the command line is wrong"},
        footer = "  mvn -q -Drun test-compile exec:java -Dexec.args=\"quote-simulator --out my.csv\"")
public final class QuoteSimulator implements Callable<Integer> {
    private static final String HEADER = "Index,Date,Open,High,Low,Close,Adj Close,Volume,CloseUSD";
    private static final LocalDate END = LocalDate.of(2024, 12, 31);

    private static final Set<MonthDay> WESTERN = days("01-01", "05-01", "12-24", "12-25", "12-26");
    private static final Set<MonthDay> AMERICAN = days("01-01", "07-04", "11-27", "12-25");
    private static final Set<MonthDay> CHINESE =
            days("01-01", "02-03", "02-04", "02-05", "05-01", "10-01", "10-02", "10-03", "10-04", "10-05");
    private static final Set<MonthDay> ASIAN = days("01-01", "01-02", "01-03", "05-03", "05-05", "08-15", "12-31");

    // symbol, holidays, start, level, drift and volatility a year, beta, US dollars, volume a day, volume growth a year
    private static final List<Listing> LISTINGS = List.of(
            new Listing("HSI", CHINESE, "2010-01-04", 21_800, 0.01, 0.13, 1.1, 0.13, 1_900_000, 0.03),
            new Listing("NYA", AMERICAN, "2010-01-04", 7_300, 0.04, 0.06, 1.0, 1, 3_900_000, 0.00),
            new Listing("IXIC", AMERICAN, "2010-01-04", 2_300, 0.11, 0.10, 1.1, 1, 2_100_000, 0.05),
            new Listing("000001.SS", CHINESE, "2011-07-05", 2_800, 0.01, 0.17, 0.7, 0.16, 110_000, 0.06),
            new Listing("N225", ASIAN, "2010-01-04", 10_600, 0.05, 0.13, 1.0, 0.01, 120_000, -0.02),
            new Listing("N100", WESTERN, "2010-09-01", 650, 0.02, 0.08, 1.1, 1.22, 240_000, -0.01),
            new Listing("399001.SZ", CHINESE, "2011-07-05", 11_900, 0.00, 0.19, 0.7, 0.16, 150_000, 0.07),
            new Listing("GSPTSE", AMERICAN, "2010-01-04", 11_800, 0.02, 0.07, 0.9, 0.83, 190_000, 0.01),
            new Listing("NSEI", ASIAN, "2011-01-03", 6_100, 0.06, 0.12, 0.8, 0.01, 180_000, 0.05),
            new Listing("GDAXI", WESTERN, "2010-01-04", 6_000, 0.04, 0.09, 1.2, 1.22, 100_000, -0.02),
            new Listing("KS11", ASIAN, "2010-01-04", 1_700, 0.03, 0.10, 0.9, 0.0009, 360_000, 0.02),
            new Listing("SSMI", WESTERN, "2010-09-01", 6_600, 0.01, 0.07, 0.9, 1.11, 50_000, 0.01),
            new Listing("TWII", ASIAN, "2011-01-03", 8_900, 0.03, 0.10, 0.8, 0.04, 2_700_000, 0.03),
            new Listing("J203.JO", WESTERN, "2012-01-02", 32_000, 0.03, 0.10, 0.9, 0.07, 210_000, 0.02));

    private static final List<Shock> SHOCKS = List.of(
            new Shock(LocalDate.of(2011, 7, 25), 40, 0.008, 240, 0.0013),
            new Shock(LocalDate.of(2020, 2, 20), 32, 0.019, 170, 0.0034));

    @Option(names = "--seed", paramLabel = "N", description = "other prices for another, ${DEFAULT-VALUE} unless given")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "FILE", description = "is written, or overwritten; ${DEFAULT-VALUE} unless given")
    private Path out = Path.of("data", "quotes.csv");

    public static void main(String[] args) {
        Application.beTheSameEverywhere();
        System.exit(Commands.of(new QuoteSimulator()).execute(args));
    }

    @Override
    public Integer call() {
        try {
            Files.writeString(out, csv(seed));
            return 0;
        } catch (IOException failed) {
            System.err.println("could not write %s: %s".formatted(out, failed));
            return 1;
        }
    }

    static String csv(long seed) {
        return Stream.concat(Stream.of(HEADER), quotes(seed).stream().map(Quote::toCsv))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static List<Quote> quotes(long seed) {
        Random random = new Random(seed);
        Map<LocalDate, Double> market = market(random);
        List<Quote> quotes = new ArrayList<>();
        for (Listing listing : LISTINGS) {
            quotes.addAll(listing.quotes(market, random));
        }
        // as a market goes, not as the classic set lies there: all indices together, so that all of them move from the first row on
        quotes.sort(Comparator.comparing(Quote::date));
        return quotes;
    }

    /** The daily move that all indices share. */
    private static Map<LocalDate, Double> market(Random random) {
        Noise noise = new Noise(0.11);
        Map<LocalDate, Double> moves = new TreeMap<>();
        LocalDate.of(2010, 1, 1)
                .datesUntil(END.plusDays(1))
                .filter(date -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                .forEach(date -> moves.put(date, noise.next(shock(date), random)));
        return moves;
    }

    private static double shock(LocalDate date) {
        return SHOCKS.stream().mapToDouble(shock -> shock.on(date)).sum();
    }

    private static Set<MonthDay> days(String... days) {
        return Stream.of(days).map(day -> MonthDay.parse("--" + day)).collect(Collectors.toUnmodifiableSet());
    }

    /** A crash and the slower recovery; lengths in calendar days. */
    private record Shock(LocalDate start, int fallDays, double dailyFall, int riseDays, double dailyRise) {
        double on(LocalDate date) {
            long day = ChronoUnit.DAYS.between(start, date);
            if (day < 0 || day >= fallDays + riseDays) {
                return 0;
            }
            return day < fallDays ? -dailyFall : dailyRise;
        }
    }

    /** Log returns whose volatility clusters: GARCH(1,1) around a long-run level, stirred up by shocks. */
    private static final class Noise {
        private final double usualVariance;
        private double variance;

        Noise(double annualVolatility) {
            usualVariance = annualVolatility * annualVolatility / 252;
            variance = usualVariance;
        }

        double next(double shock, Random random) {
            double move = shock + deviation() * random.nextGaussian();
            variance = 0.04 * usualVariance + 0.08 * move * move + 0.88 * variance;
            return move;
        }

        double deviation() {
            return StrictMath.sqrt(variance);
        }
    }

    private record Listing(
            String index,
            Set<MonthDay> holidays,
            String start,
            double level,
            double drift,
            double volatility,
            double beta,
            double dollars,
            double volume,
            double volumeGrowth) {

        List<Quote> quotes(Map<LocalDate, Double> market, Random random) {
            Noise own = new Noise(volatility);
            double previous = level;
            List<Quote> quotes = new ArrayList<>();
            for (LocalDate date : market.keySet()) {
                if (isOpen(date)) {
                    double move = drift / 252 + beta * market.get(date) + own.next(0, random);
                    quotes.add(quote(date, previous, move, own.deviation(), random));
                    previous *= StrictMath.exp(move);
                }
            }
            return quotes;
        }

        private boolean isOpen(LocalDate date) {
            return !date.isBefore(LocalDate.parse(start)) && !holidays.contains(MonthDay.from(date));
        }

        private Quote quote(LocalDate date, double previous, double move, double deviation, Random random) {
            double open = previous * StrictMath.exp(0.3 * move + 0.3 * deviation * random.nextGaussian());
            double close = previous * StrictMath.exp(move);
            double high = Math.max(open, close) * StrictMath.exp(reach(deviation, random));
            double low = Math.min(open, close) * StrictMath.exp(-reach(deviation, random));
            // what dividends since then took off an old price; nothing in the last years
            double adjusted = close * (1 - 0.0005 * Math.max(0, yearsToEnd(date) - 5));
            return new Quote(index, date, hundredths(open), hundredths(high), hundredths(low), hundredths(close),
                    hundredths(adjusted), traded(date, move, random), Math.round(hundredths(close) * dollars));
        }

        private static double reach(double deviation, Random random) {
            return 0.5 * deviation * Math.abs(random.nextGaussian());
        }

        private long traded(LocalDate date, double move, Random random) {
            double trend = StrictMath.pow(1 + volumeGrowth, 15 - yearsToEnd(date));
            double excitement = 1 + 25 * Math.abs(move);
            return Math.round(volume * trend * excitement * StrictMath.exp(0.2 * random.nextGaussian()));
        }

        private static double yearsToEnd(LocalDate date) {
            return ChronoUnit.DAYS.between(date, END) / 365.25;
        }

        private static long hundredths(double price) {
            return Math.round(price * 100);
        }
    }

    /** One row; prices in hundredths. */
    record Quote(
            String index,
            LocalDate date,
            long open,
            long high,
            long low,
            long close,
            long adjClose,
            long volume,
            long closeUsd) {

        String toCsv() {
            return String.join(",", index, date.toString(), decimal(open), decimal(high), decimal(low), decimal(close),
                    decimal(adjClose), Long.toString(volume), decimal(closeUsd));
        }

        private static String decimal(long hundredths) {
            long fraction = hundredths % 100;
            return hundredths / 100 + (fraction < 10 ? ".0" : ".") + fraction;
        }
    }
}
