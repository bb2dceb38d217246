package routes.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.calendar.Calendars;
import routes.calendar.MarketCalendar;
import routes.calendar.TextLines;
import routes.calendar.TradingDay;
import routes.lake.LakeLocation;
import routes.lang.Errors;
import routes.lang.Json;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The reference tables, brought up to date at the start of each run, the view that reads them, and what was wrong with them. */
public class ReferenceTables {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceTables.class);
    /** As Athena reads it. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Calendars calendars;
    private final LakeLocation lake;
    private final S3Client s3;
    private final GlueClient glue;
    private String database;
    private String prefix;
    private String adjustmentFile = "";
    private volatile String made;
    private final Map<String, String> failures = new TreeMap<>();

    public ReferenceTables(Calendars calendars, LakeLocation lake, S3Client s3, GlueClient glue) {
        this.calendars = calendars;
        this.lake = lake;
        this.s3 = s3;
        this.glue = glue;
    }

    /** The views that the pipeline makes: the name of each with that of the table which it shows. */
    public static Map<String, String> viewsOfTables() {
        return Map.of(AdjustedView.NAME, AdjustedView.OF);
    }

    /** A run begins. What cannot be written, or is of a file that cannot be read, stays as it was, and the others are written. */
    public void update() {
        List<String> problems = new ArrayList<>(calendars.read());
        List<ReferenceTable> tables = new ArrayList<>(TextLines.areOfFiles(problems) ? List.of() : List.of(tradingDays(), symbols()));
        Adjustments adjustments = Adjustments.read(adjustmentFile, LocalDate.now(ZoneOffset.UTC));
        adjustments.problems().forEach(problem -> LOG.warn("{}; the other lines count", problem));
        problems.addAll(adjustments.problems());
        if (!TextLines.areOfFiles(adjustments.problems())) {
            tables.add(adjustments.table());
        }
        for (ReferenceTable table : tables) {
            try {
                table.update(s3, lake.bucket(), prefix, glue, database);
            } catch (RuntimeException failure) {
                problems.add("table %s: %s".formatted(table.name(), Errors.sentence(failure)));
                LOG.error("{}; the reports run on what there is", problems.get(problems.size() - 1));
            }
        }
        synchronized (failures) {
            failures.clear();
            problems.forEach(problem -> failures.put("reference " + problem.split(": ", 2)[0], problem));
        }
    }

    private ReferenceTable tradingDays() {
        return new ReferenceTable(
                "trading_days",
                "The days on which exchanges trade, and their hours in UTC, as far as the calendars know",
                "exchange string, trade_date date, opens timestamp, closes timestamp, half_day boolean",
                calendars.all().stream().flatMap(calendar -> calendar.days().map(day -> line(calendar, day))).toList());
    }

    private static String line(MarketCalendar calendar, TradingDay day) {
        return "{\"exchange\":%s,\"trade_date\":\"%s\",\"opens\":\"%s\",\"closes\":\"%s\",\"half_day\":%s}"
                .formatted(Json.text(calendar.name()), day.date(), utc(day.opens()), utc(day.closes()), day.half());
    }

    private static String utc(Instant time) {
        return TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    private ReferenceTable symbols() {
        return new ReferenceTable(
                "symbol_exchanges",
                "By which exchange's days a symbol is traded: the symbol, its end from the last dot on, or * for all others",
                "symbol string, exchange string",
                calendars.symbols().entrySet().stream()
                        .map(symbol -> "{\"symbol\":%s,\"exchange\":%s}".formatted(Json.text(symbol.getKey()), Json.text(symbol.getValue())))
                        .toList());
    }

    /** The statements that make the views, none when they are there already, or there is no table to look at. */
    public List<String> views() {
        try {
            String sql = ReferenceTable.find(glue, database, AdjustedView.OF).map(AdjustedView::sql).orElse(null);
            boolean there = sql != null && sql.equals(made) && ReferenceTable.find(glue, database, AdjustedView.NAME).isPresent();
            return sql == null || there ? List.of() : List.of(sql);
        } catch (RuntimeException away) {
            failed(away);
            return List.of();
        }
    }

    /** A statement succeeded. */
    public void made(String sql) {
        made = sql;
    }

    /** A view could not be made. */
    public void failed(Exception failure) {
        String sentence = "view %s: %s".formatted(AdjustedView.NAME, Errors.sentence(failure));
        synchronized (failures) {
            failures.put("view " + AdjustedView.NAME, sentence);
        }
        LOG.error("{}; the reports run on what there is", sentence);
    }

    /** What was wrong in the last run: a sentence each. */
    public Map<String, String> failures() {
        synchronized (failures) {
            return new TreeMap<>(failures);
        }
    }

    public void setDatabase(String database) {
        this.database = database;
    }

    /** @param file of splits and dividends, blank for none */
    public void setAdjustments(String file) {
        this.adjustmentFile = file.trim();
    }

    /** @param prefix of the tables' objects, that of the curated tables */
    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }
}
