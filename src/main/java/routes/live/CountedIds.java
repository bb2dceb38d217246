package routes.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The last id of each symbol, at a provider that counts them: one that is left out is seen, even on a connection that holds. */
final class CountedIds {
    private final Map<String, Last> last = new HashMap<>();

    private record Last(long id, Instant time) {}

    /** @return what is missing before it; a trade that came late is missing until it comes */
    Optional<Gap> next(Trade trade) {
        return !trade.id().matches("\\d{1,18}") ? Optional.empty() : next(trade.symbol(), Long.parseLong(trade.id()), trade.time(), trade.received());
    }

    /** That the last trade has this id, or comes right after. */
    Optional<Gap> through(Session.LastId said) {
        return last.containsKey(said.symbol()) ? next(said.symbol(), said.id() + 1, null, said.received()) : Optional.empty();
    }

    /** @param time of the trade, null when it is still to come */
    private Optional<Gap> next(String symbol, long id, Instant time, Instant received) {
        Last before = last.get(symbol);
        if (before != null && id <= before.id) {
            return Optional.empty();
        }
        last.put(symbol, time == null ? new Last(id - 1, before.time) : new Last(id, time));
        if (before == null || id == before.id + 1) {
            return Optional.empty();
        }
        String which = id == before.id + 2 ? "trade %d is".formatted(id - 1) : "trades %d to %d are".formatted(before.id + 1, id - 1);
        return Optional.of(new Gap(before.time, null, which + " missing", symbol).until(received));
    }
}
