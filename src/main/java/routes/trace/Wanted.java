package routes.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to be traced. */
sealed interface Wanted {
    Pattern OFFSET = Pattern.compile("(?:(.+)-)?(\\d{1,9})@(\\d{1,18})");
    Pattern TIME = Pattern.compile("(.+)@(\\d{4}-\\d\\d-\\d\\d(?:[ T].*)?)");
    Pattern LINE = Pattern.compile("(.+):(\\d{1,12})");

    /** A line of a file: {@code quotes.csv:1234}. */
    record Line(String file, long line) implements Wanted {}

    /** A record: {@code quotes-0@8453}, or {@code 0@8453}; the offset may be the lake's, as in the column kafka_offset. */
    record Offset(String topic, int partition, long offset) implements Wanted {}

    /** The last record of a key that has a time: {@code HSI@2010-01-04}. */
    record Time(String key, String time) implements Wanted {}

    /** @param topic of an offset that names none */
    static Wanted parse(String text, String topic) {
        Matcher offset = OFFSET.matcher(text);
        if (offset.matches()) {
            String named = offset.group(1) == null ? topic : offset.group(1);
            return new Offset(named, Integer.parseInt(offset.group(2)), Long.parseLong(offset.group(3)));
        }
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            return new Time(time.group(1), time.group(2));
        }
        Matcher line = LINE.matcher(text);
        if (line.matches()) {
            return new Line(line.group(1), Long.parseLong(line.group(2)));
        }
        throw new IllegalArgumentException(
                "'%s' cannot be traced: give a line (quotes.csv:1234), an offset (%s-0@8453, or 0@8453), or a key with a time (HSI@2010-01-04)"
                        .formatted(text, topic));
    }
}
