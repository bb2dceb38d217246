package simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What happened, as lines for people, and as a number that is the same only for the same history. */
final class Story {
    private final boolean complete;
    private final List<String> lines = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private long digest = 0xcbf29ce484222325L;

    /** @param complete whether lines are kept, or only the number */
    Story(boolean complete) {
        this.complete = complete;
    }

    /** What somebody did, told only where all is. */
    void step(long nanos, String who, String what) {
        digest(nanos);
        digest(who);
        digest(what);
        if (complete) {
            line(Duration.ofNanos(nanos), who, what);
        }
    }

    void add(Duration at, String who, String what) {
        step(at.toNanos(), who, what);
    }

    /**
     * An operation, as Jepsen writes it.
     *
     * @param type {@code invoke}, {@code ok} or {@code info} (whether it was done is not known)
     * @param value a vector of EDN
     */
    void operation(Duration at, int process, String type, String function, long... value) {
        if (complete) {
            history.add("{:index %d, :time %d, :process %d, :type :%s, :f :%s, :value %s}".formatted(
                    history.size(), at.toNanos(), process, type, function, Arrays.toString(value).replace(",", "")));
        }
    }

    private void line(Duration at, String who, String what) {
        lines.add("%3d:%02d:%02d.%06d  %-14s %s".formatted(
                at.toHours(), at.toMinutesPart(), at.toSecondsPart(), at.toNanosPart() / 1000, who, what));
    }

    private void digest(String text) {
        for (int i = 0; i < text.length(); i++) {
            digest(text.charAt(i));
        }
    }

    private void digest(long value) {
        digest = (digest ^ value) * 0x100000001b3L;
    }

    long digest() {
        return digest;
    }

    List<String> history() {
        return history;
    }

    List<String> lines() {
        return lines;
    }
}
