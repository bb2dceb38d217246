package cloud.sql;

import static cloud.sql.EngineFunctions.invalid;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.airlift.jcodings.exception.CharacterPropertyException;
import io.airlift.jcodings.specific.NonStrictUTF8Encoding;
import io.airlift.joni.Matcher;
import io.airlift.joni.Option;
import io.airlift.joni.Regex;
import io.airlift.joni.Region;
import io.airlift.joni.Syntax;
import io.airlift.joni.exception.JOniException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A pattern as Trino understands it: with Trino's own library, and its rules for replacements and empty matches. */
final class RegularExpression {
    private static final Map<String, RegularExpression> KNOWN = new ConcurrentHashMap<>();
    private static final int MOST_KNOWN = 100;

    private final Regex regex;

    private RegularExpression(Regex regex) {
        this.regex = regex;
    }

    static RegularExpression of(String pattern) {
        if (KNOWN.size() > MOST_KNOWN) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(pattern, RegularExpression::compile);
    }

    private static RegularExpression compile(String pattern) {
        byte[] bytes = pattern.getBytes(UTF_8);
        try {
            return new RegularExpression(new Regex(bytes, 0, bytes.length, Option.DEFAULT, NonStrictUTF8Encoding.INSTANCE, Syntax.Java));
        } catch (JOniException | CharacterPropertyException e) {
            throw invalid(e.getMessage());
        }
    }

    boolean isIn(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return regex.matcher(bytes).search(0, bytes.length, Option.DEFAULT) >= 0;
    }

    /** What the group of the first match holds; null if there is none. */
    String first(String text, long group) {
        requireGroup(group);
        byte[] bytes = text.getBytes(UTF_8);
        Matcher matcher = regex.matcher(bytes);
        return matcher.search(0, bytes.length, Option.DEFAULT) < 0 ? null : group(bytes, matcher.getEagerRegion(), (int) group);
    }

    /** What the group of each match holds, with nulls. */
    List<String> all(String text, long group) {
        requireGroup(group);
        byte[] bytes = text.getBytes(UTF_8);
        List<String> found = new ArrayList<>();
        forEachMatch(bytes, region -> found.add(group(bytes, region, (int) group)));
        return found;
    }

    /** Where the nth match from a character on begins, counted from one; -1 if there is none. */
    Long position(String text, long start, long occurrence) {
        if (start < 1) {
            throw invalid("start position cannot be smaller than 1");
        }
        if (occurrence < 1) {
            throw invalid("occurrence cannot be smaller than 1");
        }
        int length = text.codePointCount(0, text.length());
        if (start > length) {
            return -1L;
        }
        byte[] bytes = text.getBytes(UTF_8);
        int from = text.substring(0, text.offsetByCodePoints(0, (int) start - 1)).getBytes(UTF_8).length;
        List<Integer> begins = new ArrayList<>();
        forEachMatch(bytes, from, region -> begins.add(region.beg[0]));
        return occurrence > begins.size() ? -1L : new String(bytes, 0, begins.get((int) occurrence - 1), UTF_8).codePoints().count() + 1;
    }

    List<String> split(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        List<String> parts = new ArrayList<>();
        int[] start = {0};
        forEachMatch(bytes, region -> {
            parts.add(new String(bytes, start[0], region.beg[0] - start[0], UTF_8));
            start[0] = region.end[0];
        });
        parts.add(new String(bytes, start[0], bytes.length - start[0], UTF_8));
        return parts;
    }

    /** @param replacement with $1 or ${name} for what a group holds, and a backslash before a character that stands for itself */
    String replace(String text, String replacement) {
        byte[] bytes = text.getBytes(UTF_8);
        byte[] template = replacement.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] start = {0};
        forEachMatch(bytes, region -> {
            out.write(bytes, start[0], region.beg[0] - start[0]);
            append(out, template, bytes, region);
            start[0] = region.end[0];
        });
        out.write(bytes, start[0], bytes.length - start[0]);
        return out.toString(UTF_8);
    }

    private interface Use {
        void with(Region match);
    }

    private void forEachMatch(byte[] bytes, Use use) {
        forEachMatch(bytes, 0, use);
    }

    private void forEachMatch(byte[] bytes, int start, Use use) {
        Matcher matcher = regex.matcher(bytes);
        int next = start;
        while (next <= bytes.length && matcher.search(next, bytes.length, Option.DEFAULT) >= 0) {
            use.with(matcher.getEagerRegion());
            int end = matcher.getEnd();
            next = matcher.getBegin() < end ? end : end + lengthOfCharacter(bytes, end);
        }
    }

    private static int lengthOfCharacter(byte[] bytes, int at) {
        int length = 1;
        while (at + length < bytes.length && (bytes[at + length] & 0xC0) == 0x80) {
            length++;
        }
        return length;
    }

    private static String group(byte[] bytes, Region region, int group) {
        return region.beg[group] < 0 ? null : new String(bytes, region.beg[group], region.end[group] - region.beg[group], UTF_8);
    }

    private void requireGroup(long group) {
        if (group < 0) {
            throw invalid("Group cannot be negative");
        }
        if (group > regex.numberOfCaptures()) {
            throw invalid("Pattern has " + regex.numberOfCaptures() + " groups. Cannot access group " + group);
        }
    }

    private void append(ByteArrayOutputStream out, byte[] template, byte[] bytes, Region region) {
        int i = 0;
        while (i < template.length) {
            byte c = template[i++];
            if (c == '$') {
                i = appendGroup(out, template, i, bytes, region);
            } else if (c != '\\') {
                out.write(c);
            } else if (i < template.length) {
                out.write(template[i++]);
            } else {
                throw invalid("Illegal replacement sequence: " + new String(template, UTF_8));
            }
        }
    }

    /** @return where the template goes on */
    private int appendGroup(ByteArrayOutputStream out, byte[] template, int start, byte[] bytes, Region region) {
        int i = start;
        int group;
        if (i < template.length && template[i] == '{') {
            int close = i;
            while (close < template.length && template[close] != '}') {
                close++;
            }
            group = named(template, i + 1, close, region);
            i = close + 1;
        } else {
            group = i < template.length ? template[i++] - '0' : -1;
            if (group < 0 || group > 9) {
                throw invalid("Illegal replacement sequence: " + new String(template, UTF_8));
            }
            if (group > regex.numberOfCaptures()) {
                throw invalid("Illegal replacement sequence: unknown group " + group);
            }
            while (i < template.length && Character.isDigit(template[i]) && group * 10 + template[i] - '0' <= regex.numberOfCaptures()) {
                group = group * 10 + template[i++] - '0';
            }
        }
        if (region.beg[group] >= 0) {
            out.write(bytes, region.beg[group], region.end[group] - region.beg[group]);
        }
        return i;
    }

    private int named(byte[] template, int start, int end, Region region) {
        try {
            return regex.nameToBackrefNumber(template, start, end, region);
        } catch (JOniException e) {
            throw invalid("Illegal replacement sequence: unknown group { " + new String(template, start, end - start, UTF_8) + " }");
        }
    }
}
