package routes.redrive;

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
