package routes.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The leading comments of an SQL file that say what it is: {@code -- key: value}, the key one word in lower case. Other comments among
 * them are remarks.
 */
public final class FrontMatter {
    private static final Pattern ENTRY = Pattern.compile("--\\s*([a-z]+)\\s*:(.*)");

    private final String file;
    private final List<Entry> entries;

    private FrontMatter(String file, List<Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    public record Entry(int line, String key, String value) {}

    /**
     * @param known keys
     * @param many those of them that may stand more than once
     * @throws FrontMatterException at a key that is unknown, given twice, or without a value
     */
    public static FrontMatter parse(String file, String text, Set<String> known, Set<String> many) {
        FrontMatter front = new FrontMatter(file, new ArrayList<>());
        List<String> comments = text.lines().takeWhile(line -> line.startsWith("--")).toList();
        for (int line = 1; line <= comments.size(); line++) {
            Matcher entry = ENTRY.matcher(comments.get(line - 1));
            if (entry.matches()) {
                front.add(new Entry(line, entry.group(1), entry.group(2).trim()), known, many);
            }
        }
        return front;
    }

    private void add(Entry entry, Set<String> known, Set<String> many) {
        if (!known.contains(entry.key())) {
            throw wrong(entry.line(), "'%s' is not one of %s".formatted(entry.key(), new TreeSet<>(known)));
        }
        if (!many.contains(entry.key()) && !all(entry.key()).isEmpty()) {
            throw wrong(entry.line(), "%s is given a second time".formatted(entry.key()));
        }
        if (entry.value().isEmpty()) {
            throw wrong(entry.line(), "%s has no value".formatted(entry.key()));
        }
        entries.add(entry);
    }

    public FrontMatterException wrong(int line, String sentence) {
        return new FrontMatterException(file, line, sentence);
    }

    public List<Entry> all(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).toList();
    }

    public String one(String key, String otherwise) {
        return all(key).stream().map(Entry::value).findFirst().orElse(otherwise);
    }

    /** Names separated by commas. */
    public List<String> names(String key, String otherwise) {
        return Arrays.stream(one(key, otherwise).split(",")).map(String::trim).filter(name -> !name.isEmpty()).toList();
    }

    /** @throws FrontMatterException naming the first line, when the key is missing */
    public String required(String key) {
        if (all(key).isEmpty()) {
            throw wrong(1, "'-- %s: …' is missing".formatted(key));
        }
        return one(key, null);
    }
}
