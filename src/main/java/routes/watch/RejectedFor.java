package routes.watch;

import java.util.Locale;
import java.util.regex.Pattern;

/** The reasons why rows and records are rejected, as the few words that a metric can use as a tag; the full sentence is in the dead letter. */
enum RejectedFor {
    NO_VALUE("no value|empty value"),
    ENCODING("not UTF-8 text"),
    JSON("not valid JSON|not readable: |not a JSON object|more than one JSON value"),
    KEYS("key '"),
    CSV("not readable as CSV"),
    COLUMNS("[\\d,]+ values for "),
    TYPE("column .* is no "),
    LENGTH("the line is longer than |[\\d,]+ bytes as JSON are too long"),
    ROUTE("each-record: |each-row: "),
    OTHER("");

    private final Pattern start;

    RejectedFor(String start) {
        this.start = Pattern.compile("(?s)^(?:" + start + ")");
    }

    static RejectedFor of(String sentence) {
        for (RejectedFor reason : values()) {
            if (reason.start.matcher(sentence).find()) {
                return reason;
            }
        }
        return OTHER;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
