package routes.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The symbol that a file's name tells: {@code AAPL.csv}, {@code GSPC_2011.csv}, {@code daily_adjusted_IBM.csv}, {@code BRK-B.csv}. */
final class FileSymbol {
    private static final Pattern EXTENSIONS = Pattern.compile("(?i)(\\.(csv|txt|tsv|tab|dat|prn|gz|gzip|zip|zst|zstd|bz2))+$");
    private static final Pattern COPY = Pattern.compile("\\s*\\(\\d+\\)$");
    private static final Pattern WORD = Pattern.compile("[^\\s_,()\\[\\]-]+");

    /** Codes as the exchanges of Asia have them, and the letters of a ticker, where a name says nothing else. */
    private static final Pattern SYMBOL_ALONE = Pattern.compile("\\d{5,6}|(?!19|20)\\d{4}|[A-Z]{1,3}");

    /** Dates, years, seconds since 1970, versions, and how long a bar is: 1d, 5min, M1, H4. */
    private static final Pattern NUMBER = Pattern.compile(
            "[\\d.]+|v\\d+|\\d+(d|h|m|w|s|mo|y|yr|min|mins|minutes?|hours?|days?|weeks?|months?|ticks?)|[mh]\\d+|d1|w1|mn1?");

    private static final Set<String> NOISE = Set.of(("d w m daily weekly monthly hourly minute minutely intraday yearly day eod tick ticks bars candles klines kline trades"
            + " history historical hist historicaldata historicalprices historicalquotes historic data dataset price prices pricehistory quotes quote"
            + " stockprice stockprices stockdata ohlc ohlcv ohlcvt stock stocks share shares chart max full compact small sample test raw clean cleaned final"
            + " all new old to from export exported download downloaded file input output table series time timeseries adjusted adj unadjusted csv dat ascii"
            + " mt nt market marketdata finance yahoo stooq investing alphavantage fred fredgraph kurse kurs historische cours cotations historico precios"
            + " dati storici rates rate fx my the of").split(" "));

    private FileSymbol() {}

    /** @return none where the name says only what any file's could, as {@code HistoricalData_1700000000.csv} does */
    static Optional<String> of(Path file) {
        String name = EXTENSIONS.matcher(String.valueOf(file.getFileName())).replaceFirst("");
        String stem = COPY.matcher(name.trim()).replaceFirst("");
        if (SYMBOL_ALONE.matcher(stem).matches()) {
            return Optional.of(stem);
        }
        List<MatchResult> words = WORD.matcher(stem).results().toList();
        List<MatchResult> telling = words.stream().filter(word -> !saysNothing(stem, word)).toList();
        return telling.isEmpty()
                ? Optional.empty()
                : Optional.of(stem.substring(telling.get(0).start(), telling.get(telling.size() - 1).end()).toUpperCase(Locale.ROOT));
    }

    private static boolean saysNothing(String stem, MatchResult word) {
        String plain = word.group().toLowerCase(Locale.ROOT);
        boolean classOfShares = plain.length() == 1 && word.start() > 0 && stem.charAt(word.start() - 1) == '-';
        return !classOfShares && (NUMBER.matcher(plain).matches() || NOISE.contains(plain));
    }
}
