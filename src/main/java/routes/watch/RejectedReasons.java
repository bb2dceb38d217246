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

    private final Map<String, RejectedReason> reasons = new LinkedHashMap<>();

    synchronized void add(String reason, String place) {
        String kind = reason.replaceAll("'.*'", "'…'").replaceAll("\\d+", "#");
        String known = reasons.containsKey(kind) || reasons.size() < MOST ? kind : "";
        reasons.merge(known, RejectedReason.first(reason, place), (before, one) -> before.oneMore());
    }

    synchronized List<RejectedReason> commonest() {
        return reasons.values().stream().sorted(Comparator.comparingLong(RejectedReason::count).reversed()).limit(SHOWN).toList();
    }
}
