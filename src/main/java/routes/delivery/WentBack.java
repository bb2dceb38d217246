package routes.delivery;

import java.time.Instant;

/**
 * The fact that Kafka's log went back, for alerts and metrics.
 *
 * @param at when it was last seen
 */
public record WentBack(String sentence, Instant at) {}
