package routes.delivery;

import java.time.Instant;

/**
 * That Kafka's log went back, for those who are to know.
 *
 * @param at when it was last seen
 */
public record WentBack(String sentence, Instant at) {}
