package routes.redrive;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import routes.letter.DeadLetter;

/**
 * Which dead letters go back.
 *
 * @param reason a part of the reason of those that are meant, in any case
 * @param from the first offset on the dead-letter topic
 * @param to the last offset
 * @param dryRun whether they are only to be shown
 */
public record RedriveOptions(String reason, long from, long to, boolean dryRun) {
    public static final RedriveOptions ALL = new RedriveOptions("", 0, Long.MAX_VALUE - 1, false);

    private static final String USAGE = "redrive [--reason TEXT] [--from OFFSET] [--to OFFSET] [--dry-run]";

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public static RedriveOptions parse(List<String> arguments) {
        RedriveOptions options = ALL;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            options = options.with(rest.next(), rest);
        }
        if (options.from > options.to) {
            throw new IllegalArgumentException("--from %d is after --to %d".formatted(options.from, options.to));
        }
        return options;
    }

    private RedriveOptions with(String option, Iterator<String> rest) {
        return switch (option) {
            case "--reason" -> withReason(value(option, rest));
            case "--from" -> withFrom(offset(option, value(option, rest)));
            case "--to" -> withTo(offset(option, value(option, rest)));
            case "--dry-run" -> withDryRun();
            default -> throw new IllegalArgumentException("unknown option '%s'; usage: %s".formatted(option, USAGE));
        };
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("%s needs a value; usage: %s".formatted(option, USAGE));
        }
        return rest.next();
    }

    private static long offset(String option, String value) {
        if (!value.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("%s: '%s' is no offset; give a number such as 17".formatted(option, value));
        }
        return Long.parseLong(value);
    }

    RedriveOptions withReason(String reason) {
        return new RedriveOptions(reason, from, to, dryRun);
    }

    RedriveOptions withFrom(long from) {
        return new RedriveOptions(reason, from, to, dryRun);
    }

    RedriveOptions withTo(long to) {
        return new RedriveOptions(reason, from, to, dryRun);
    }

    RedriveOptions withDryRun() {
        return new RedriveOptions(reason, from, to, true);
    }

    boolean selects(DeadLetter letter) {
        return letter.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT));
    }
}
