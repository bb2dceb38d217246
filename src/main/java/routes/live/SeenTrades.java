package routes.live;

import java.util.LinkedHashSet;
import java.util.Set;

/** The last trades that were heard, to tell those that a provider repeats. */
final class SeenTrades {
    private static final int MOST = 100_000;

    private final Set<String> identities = new LinkedHashSet<>();

    /** @return whether it is new */
    boolean add(String identity) {
        boolean isNew = identities.add(identity);
        if (identities.size() > MOST) {
            var oldest = identities.iterator();
            oldest.next();
            oldest.remove();
        }
        return isNew;
    }
}
