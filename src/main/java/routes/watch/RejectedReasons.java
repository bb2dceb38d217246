package routes.watch;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why rows and records were rejected, the commonest reasons first. Reasons that differ only in quoted text or digits are one reason. */
final class RejectedReasons {
    private static final int SHOWN = 3;

    /** Enough for any file that is only read wrongly; what a file full of garbage has beyond is counted together. */
    private static final int MOST = 200;

    private final Map<String, Reason> reasons = new LinkedHashMap<>();

    /** @param first what was rejected first for this reason, and where it stands */
    private record Reason(String first, long count) {
        Reason oneMore() {
            return new Reason(first, count + 1);
        }
    }

    synchronized void add(String reason, String origin) {
        String kind = reason.replaceAll("'.*'", "'…'").replaceAll("\\d+", "#");
        String known = reasons.containsKey(kind) || reasons.size() < MOST ? kind : "";
        reasons.merge(known, new Reason("%s, first %s".formatted(reason, origin), 1), (before, one) -> before.oneMore());
    }

    /** One line for each of the commonest reasons. */
    synchronized List<String> lines() {
        return reasons.values().stream()
                .sorted(Comparator.comparingLong(Reason::count).reversed())
                .limit(SHOWN)
                .map(reason -> "%,d rejected: %s".formatted(reason.count(), reason.first()))
                .toList();
    }
}
