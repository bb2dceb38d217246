package routes.replay;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.csv.CsvFiles;
import routes.csv.CsvSettings;
import routes.csv.CsvSource;
import routes.csv.Dialect;
import routes.csv.FilesInspection;
import routes.lang.StartException;
import routes.simulation.SimulatedMarket;
import routes.source.Columns;
import routes.source.MarketColumns;
import routes.source.MarketSettings;
import routes.source.RowOrder;
import routes.source.RowSource;

/** Which source is replayed, and in which order: what the settings say. It is opened when it is first asked for, and then stays open. */
public class SourceSettings {
    private String kind = "csv";
    private String files = "";
    private RowOrder order = RowOrder.FILE;
    private String timeColumn = "";
    private long seed;
    private int ticks = SimulatedMarket.TICKS;
    private int days;
    private boolean once;
    private String types = "";
    private String renames = "";
    private Set<String> nullValues = Set.of("", "null", "NaN");
    private Dialect dialect = new Dialect();
    private String keyColumn = MarketColumns.SYMBOL;
    private String roles = "";
    private String symbol = "";

    private volatile Optional<RowSource> opened;

    /** @return null when there is nothing to replay */
    RowSource source() {
        return opened().orElse(null);
    }

    /** @throws StartException naming the setting and what is wrong with it */
    private Optional<RowSource> opened() {
        Optional<RowSource> known = opened;
        return known != null ? known : open();
    }

    private synchronized Optional<RowSource> open() {
        if (opened == null) {
            opened = switch (kind) {
                case "csv" -> files.isBlank() ? Optional.empty() : Optional.of(CsvSource.of(CsvFiles.open(files, csv()), order, seed, timeColumn));
                case "simulated" -> Optional.of(SimulatedMarket.of(seed, ticks, days == 0 && once ? SimulatedMarket.YEAR : days, keyColumn));
                case "websocket" -> Optional.empty();
                default -> throw new StartException("source is '%s'; it can be csv, simulated or websocket".formatted(kind));
            };
        }
        return opened;
    }

    /** Whether nothing is replayed, since trades are heard instead. */
    boolean isLive() {
        return kind.equals("websocket");
    }

    /** @throws StartException when there are files, and none can be replayed */
    public void check() {
        if (!files.isBlank()) {
            CsvFiles.check(files, csv());
        }
    }

    /** What the files are taken for, from a sample of each. */
    public FilesInspection inspect() {
        return FilesInspection.of(files, csv());
    }

    private CsvSettings csv() {
        Map<String, String> names = names();
        return new CsvSettings(types, names, nullValues, dialect, MarketSettings.of(roles, symbol, names), keyColumn, order, timeColumn);
    }

    private Map<String, String> names() {
        Map<String, String> names = Columns.pairs("csv.rename", renames);
        names.putIfAbsent("date", "trade_date");
        return names;
    }

    /** @param kind csv, simulated, or websocket, which replays nothing */
    public void setKind(String kind) {
        this.kind = kind.trim();
    }

    /** @param files a file, a directory, a pattern, or several with commas between them; blank for no replay */
    public void setFile(String files) {
        this.files = files.trim();
    }

    public void setOrder(String order) {
        this.order = RowOrder.parse(order);
    }

    /** @param timeColumn blank for the first of timestamps, else the first of dates */
    public void setTimeColumn(String timeColumn) {
        this.timeColumn = timeColumn;
    }

    public void setSeed(long seed) {
        this.seed = seed;
    }

    /** @param ticks of each index a day, in the simulated market */
    public void setTicks(int ticks) {
        this.ticks = ticks;
    }

    /** @param days of the simulated market, 0 for as many as the calendar has, or for a year once through */
    public void setDays(int days) {
        this.days = days;
    }

    /** @param once whether the run is to end */
    public void setOnce(boolean once) {
        this.once = once;
    }

    public void setTypes(String types) {
        this.types = types;
    }

    public void setRenames(String renames) {
        this.renames = renames;
    }

    /** @param values separated by commas; quotes around a value are dropped, so that "" is the empty one */
    public void setNullValues(String values) {
        Set<String> all = new LinkedHashSet<>();
        Arrays.stream(values.split(",", -1)).map(value -> value.trim().replace("\"", "")).forEach(all::add);
        nullValues = all;
    }

    /** @param roles {@code role:column,…} */
    public void setRoles(String roles) {
        this.roles = roles;
    }

    /** @param symbol of all rows; blank for a column's, or the file's name */
    public void setSymbol(String symbol) {
        this.symbol = symbol;
    }

    /** @param dialect how the file is written, as far as settings say */
    public void setDialect(Dialect dialect) {
        this.dialect = dialect;
    }

    public void setKeyColumn(String keyColumn) {
        this.keyColumn = keyColumn;
    }
}
