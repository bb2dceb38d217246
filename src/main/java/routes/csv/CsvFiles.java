package routes.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.StartException;
import routes.source.CommonTypes;
import routes.source.RowLayout;

/**
 * CSV files as one: their rows come file after file, under columns that have the same names and types in all of them.
 *
 * @param path what {@code csv.file} says
 * @param several whether it may name more than one, now or later
 */
public record CsvFiles(Path path, boolean several, List<CsvFile> files) {
    private static final int NAMES = 10;

    /**
     * A file that cannot be replayed is named, and the others go on.
     *
     * @param setting {@code csv.file}
     * @throws StartException when none can be replayed, naming what is wrong with the first
     */
    public static CsvFiles open(String setting, CsvSettings settings) {
        FilePaths paths = FilePaths.of(setting);
        List<StartException> wrong = new ArrayList<>();
        List<CsvFile> files = files(paths, settings, true, wrong);
        CsvFiles all = new CsvFiles(Path.of(setting), paths.several(), oneTable(files, settings));
        if (!paths.passedOver().isEmpty()) {
            log().info("csv-to-kafka: passed over, as their names are not those of CSV files: {}", names(paths.passedOver()));
        }
        wrong.forEach(broken -> log().error("left out, and the other files go on: {}", broken.getMessage()));
        all.tell();
        return all;
    }

    /** @throws StartException as {@link #open} does, by a sample of each file */
    public static void check(String setting, CsvSettings settings) {
        files(FilePaths.of(setting), settings, false, new ArrayList<>());
    }

    private static List<CsvFile> files(FilePaths paths, CsvSettings settings, boolean fully, List<StartException> wrong) {
        return paths.files(wrong, path -> {
            CsvFile file = CsvFile.open(path, settings, fully);
            settings.requireReplay(file);
            return file;
        });
    }

    /** Made when something is said: to inspect a file takes less time than to start a log. */
    private static Logger log() {
        return LoggerFactory.getLogger(CsvFiles.class);
    }

    /** With one type for the columns of one name. */
    static List<CsvFile> oneTable(List<CsvFile> files, CsvSettings settings) {
        if (!settings.types().isBlank()) {
            return files;
        }
        CommonTypes types = new CommonTypes(files.stream().map(CsvFile::columns).toList(), (file, column) -> files.get(file).isBlank(column));
        types.contested().forEach(column -> log().warn("by the files of csv.file, column {}: it is text in all of them; csv.columns gives it a type", column));
        return files.stream().map(file -> file.with(types)).toList();
    }

    /** One that is named by itself. */
    static CsvFiles of(CsvFile file) {
        return new CsvFiles(file.path(), false, List.of(file));
    }

    private void tell() {
        Inspection.alike(files).forEach(alike -> {
            CsvFile first = alike.get(0);
            log().info("{}: {}", first.path(), String.join("\n", Inspection.of(first).lines()));
            log().info("csv-to-kafka: {}: {}", first.path(), first.market().line());
            if (alike.size() > 1) {
                log().info("csv-to-kafka: so {} {} more: {}", alike.size() == 2 ? "is" : "are", alike.size() - 1, names(alike.subList(1, alike.size()).stream().map(CsvFile::path).toList()));
            }
        });
        files.forEach(file -> file.found().doubts().forEach(doubt -> log().warn("{}: {}", file.path(), doubt)));
    }

    /** The first of them, and how many more there are. */
    static String names(List<Path> paths) {
        String names = paths.stream().limit(NAMES).map(path -> String.valueOf(path.getFileName())).collect(Collectors.joining(", "));
        return paths.size() <= NAMES ? names : names + " and %,d more".formatted(paths.size() - NAMES);
    }

    List<RowLayout> layouts() {
        return files.stream().map(CsvFile::layout).toList();
    }

    /** Opens the rows anew, lazily. */
    RowsOfFiles rows() {
        return new RowsOfFiles(files);
    }

    /** What was in the files when they were opened: of several, the bytes of all, and a checksum over the content and the symbol of each. */
    FileContent content() {
        return several ? content(files.stream().map(CsvFile::content).toList()) : files.get(0).content();
    }

    private FileContent content(List<FileContent> ofFiles) {
        CRC32C crc = new CRC32C();
        long length = 0;
        for (int i = 0; i < ofFiles.size(); i++) {
            crc.update((ofFiles.get(i) + " " + files.get(i).layout().symbol().orElse("") + "\n").getBytes(StandardCharsets.UTF_8));
            length += ofFiles.get(i).length();
        }
        return new FileContent(length, crc.getValue());
    }

    /** Whether the files had that content before they grew: the last of them, then, may be longer now, and others may have come after it. */
    boolean begin(FileContent before) throws IOException {
        Begun begun = begun(before.length());
        if (begun.whole() == files.size()) {
            return false;
        }
        List<FileContent> then = new ArrayList<>(files.subList(0, begun.whole()).stream().map(CsvFile::content).toList());
        if (begun.bytes() > 0) {
            then.add(files.get(begun.whole()).beginning(begun.bytes()));
        }
        return before.equals(several ? content(then) : then.get(0));
    }

    /** How many rows, from the first on, the files had when they had no more than that content, and have still. */
    long rowsSince(FileContent before) throws IOException {
        Begun begun = begun(before.length());
        long rows = 0;
        for (CsvFile file : files.subList(0, begun.whole())) {
            rows += file.countRows();
        }
        CsvFile grown = files.get(begun.whole());
        return rows + (begun.bytes() == 0 ? 0 : grown.rowsSince(grown.beginning(begun.bytes())));
    }

    /** How many whole files, and how many bytes of the next one, make so many bytes. */
    private Begun begun(long bytes) {
        int whole = 0;
        long left = bytes;
        while (whole < files.size() && files.get(whole).content().length() <= left) {
            left -= files.get(whole++).content().length();
        }
        return new Begun(whole, left);
    }

    private record Begun(int whole, long bytes) {}
}
