package routes.redrive;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** What became of the letters; counted from the threads of the producer too. */
public final class RedriveResult {
    private static final int SHOWN = 20;

    private final boolean dryRun;
    private final Map<String, Long> sent = new TreeMap<>();
    private final Map<String, Long> left = new TreeMap<>();
    private long before;

    RedriveResult(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public synchronized void sent(String reason) {
        sent.merge(kind(reason), 1L, Long::sum);
    }

    synchronized void sentBefore() {
        before++;
    }

    public synchronized void left(String why) {
        left.merge(kind(why), 1L, Long::sum);
    }

    /** What the reasons of different values have in common. */
    private static String kind(String reason) {
        return reason.replaceAll("'.*?'", "'…'").replaceAll("\\p{Cntrl}", " ");
    }

    public synchronized long sent() {
        return sum(sent);
    }

    public synchronized long before() {
        return before;
    }

    public synchronized long left() {
        return sum(left);
    }

    /** How many were sent, or would be, by the reason. */
    public synchronized Map<String, Long> sentByReason() {
        return Map.copyOf(sent);
    }

    /** How many were left, by the reason. */
    public synchronized Map<String, Long> whyLeft() {
        return Map.copyOf(left);
    }

    /** Whether nothing was left. */
    public boolean complete() {
        return left() == 0;
    }

    public void print() {
        print(dryRun ? "would be sent back" : "sent back", sent);
        print("left", left);
        System.out.println(summary());
    }

    public String summary() {
        return "%,d dead letters %s, %,d were before, %,d left"
                .formatted(sent(), dryRun ? "would be sent back" : "sent back", before(), left());
    }

    private static void print(String what, Map<String, Long> reasons) {
        reasons.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(reason -> System.out.println("%s  %,d  %s".formatted(what, reason.getValue(), reason.getKey())));
        if (reasons.size() > SHOWN) {
            System.out.println("%s  … for %,d more reasons".formatted(what, reasons.size() - SHOWN));
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
