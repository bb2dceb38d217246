package routes.live;

import java.time.Instant;
import java.util.List;

/**
 * What a feed told since it was last asked. The gaps must be in Kafka before the trades: a trade that is there says that nothing before it
 * is missing but for the gaps.
 *
 * @param since all that was sent until then is in Kafka, or in a gap
 */
public record Received(List<Trade> trades, List<Gap> gaps, Instant since) {}
