package routes.calendar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.Folders;

/**
 * The calendars of the program, with those of a directory of the user's: a file there adds to the program's of the same name, and what it
 * says counts. They are read again for each run; a line that is wrong is told and left out.
 */
public class Calendars {
    private static final Logger LOG = LoggerFactory.getLogger(Calendars.class);
    private static final String BUILT_IN = "classpath:calendars";
    private static final String SYMBOLS = "symbols";

    private String directory = "";
    private volatile Content content;

    /** @param calendars by the codes of exchanges, a calendar under each of its codes */
    private record Content(Map<String, MarketCalendar> calendars, Map<String, String> symbols, List<String> problems) {}

    /** Reads them again. @return a sentence for each line that is wrong */
    public List<String> read() {
        Content read = new Content(new TreeMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        read(BUILT_IN, read);
        if (!directory.isEmpty()) {
            read(directory, read);
        }
        List.copyOf(read.calendars().values()).forEach(calendar -> calendar.alsoFor().forEach(code -> read.calendars().put(code, calendar)));
        read.symbols().forEach((symbol, code) -> {
            if (!read.calendars().containsKey(code)) {
                read.problems().add("%s.txt: %s has the calendar %s, which does not exist; there are %s"
                        .formatted(SYMBOLS, symbol, code, String.join(", ", read.calendars().keySet())));
            }
        });
        read.problems().forEach(problem -> LOG.warn("{}; the other lines count", problem));
        content = read;
        return read.problems();
    }

    private static void read(String directory, Content into) {
        try (Stream<Path> files = Files.list(Folders.of(directory))) {
            files.filter(file -> file.toString().endsWith(".txt")).sorted().forEach(file -> read(file, directory, into));
        } catch (IOException unreadable) {
            into.problems().add(TextLines.unread("calendar.directory " + directory, unreadable));
        }
    }

    private static void read(Path file, String directory, Content into) {
        String name = file.getFileName().toString();
        String code = name.replaceFirst("\\.txt$", "");
        into.problems().addAll(TextLines.read(file, directory + "/" + name, line -> {
            if (code.equals(SYMBOLS)) {
                symbol(line, into.symbols());
            } else {
                into.calendars().computeIfAbsent(code, MarketCalendar::new).read(line);
            }
        }));
    }

    private static void symbol(String line, Map<String, String> symbols) {
        String[] symbolAndCode = line.split("\\s+");
        if (symbolAndCode.length != 2) {
            throw new IllegalArgumentException("a line is a symbol and the code of its exchange: AAPL XNAS");
        }
        symbols.put(symbolAndCode[0], symbolAndCode[1]);
    }

    private Content content() {
        if (content == null) {
            read();
        }
        return content;
    }

    /** Each once. */
    public Collection<MarketCalendar> all() {
        return content().calendars().values().stream().distinct().toList();
    }

    /** Of the exchange with this code. */
    public Optional<MarketCalendar> named(String code) {
        return Optional.ofNullable(content().calendars().get(code));
    }

    /** Symbols, their ends ({@code .HK}) and {@code *}, each with the name of its calendar. */
    public Map<String, String> symbols() {
        Map<String, String> named = new TreeMap<>();
        content().symbols().forEach((symbol, code) -> named(code).ifPresent(calendar -> named.put(symbol, calendar.name())));
        return named;
    }

    /** @return empty when it has none */
    public Optional<MarketCalendar> of(String symbol) {
        String end = symbol.substring(Math.max(0, symbol.lastIndexOf('.')));
        return Stream.of(symbol, end, "*")
                .map(content().symbols()::get)
                .filter(code -> code != null && content().calendars().containsKey(code))
                .findFirst()
                .map(content().calendars()::get);
    }

    /** @param directory with files of the user's, blank for none */
    public void setDirectory(String directory) {
        this.directory = directory.trim();
    }
}
