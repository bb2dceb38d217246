package routes.replay;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import routes.csv.CsvFile;
import routes.csv.CsvSource;
import routes.csv.Dialect;
import routes.csv.Inspection;
import routes.lang.Errors;
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
    private String path = "";
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
    private String keyColumn;
    private String roles = "";
    private String symbol = "";

    private CsvFile file;
    private volatile Opened opened;

    private record Opened(RowSource source, int keyIndex) {}

    /** @return null when there is nothing to replay */
    RowSource source() {
        return opened().source();
    }

    /** @throws StartException naming the setting and what is wrong with it */
    private Opened opened() {
        Opened known = opened;
        return known != null ? known : open();
    }

    private synchronized Opened open() {
        if (opened == null) {
            RowSource source = switch (kind) {
                case "csv" -> file() == null ? null : CsvSource.of(file(), order, seed, timeColumn);
                case "simulated" -> SimulatedMarket.of(seed, ticks, days == 0 && once ? SimulatedMarket.YEAR : days);
                case "websocket" -> null;
                default -> throw new StartException("source is '%s'; it can be csv, simulated or websocket".formatted(kind));
            };
            opened = new Opened(source, source == null ? Replay.SYMBOL : keyIndex(source));
        }
        return opened;
    }

    /** Whether nothing is replayed, since trades are heard instead. */
    boolean isLive() {
        return kind.equals("websocket");
    }

    private int keyIndex(RowSource source) {
        boolean symbol = keyColumn.trim().equals(MarketColumns.SYMBOL);
        if (symbol && source.symbol().isPresent()) {
            return Replay.SYMBOL;
        }
        try {
            return Columns.indexOf(source.columns(), "csv.key-column", nameOf(keyColumn), source.path());
        } catch (StartException none) {
            throw new StartException(none.getMessage() + (symbol
                    ? ". No column tells the symbol of a row, nor does the file's name: csv.symbol=<symbol> gives that of all rows,"
                            + " market.columns=symbol:<column> names the column, csv.key-column=<column> takes another key"
                    : ""));
        }
    }

    private String nameOf(String column) {
        return file == null ? column : file.market().nameOf(column);
    }

    /** @return null when there is none */
    public synchronized CsvFile file() {
        if (file == null && !path.isBlank()) {
            file = CsvFile.open(path(), types, names(), nullValues, dialect, market());
        }
        return file;
    }

    /** @throws StartException when there is a file that cannot be replayed */
    public void check() {
        if (!path.isBlank()) {
            opened();
        }
    }

    /** What the file is taken for, from a sample of it. */
    public Inspection inspect() {
        return Inspection.of(CsvFile.find(path(), types, names(), nullValues, dialect, market(), false), keyColumn);
    }

    private Map<String, String> names() {
        Map<String, String> names = Columns.pairs("csv.rename", renames);
        names.putIfAbsent("date", "trade_date");
        return names;
    }

    private MarketSettings market() {
        return MarketSettings.of(roles, symbol, names());
    }

    private Path path() {
        try {
            return Path.of(path);
        } catch (InvalidPathException wrong) {
            throw new StartException("csv.file " + Errors.sentence(wrong));
        }
    }

    /** Where the key column is. */
    int keyIndex() {
        return opened().keyIndex();
    }

    /** @param kind csv, simulated, or websocket, which replays nothing */
    public void setKind(String kind) {
        this.kind = kind.trim();
    }

    /** @param path blank for no replay */
    public void setFile(String path) {
        this.path = path.trim();
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
