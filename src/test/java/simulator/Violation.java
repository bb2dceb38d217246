package simulator;

import java.time.Duration;

/**
 * Something that must never be.
 *
 * @param after so much virtual time
 * @param cause null where a sentence says it all
 */
record Violation(String sentence, Duration after, Throwable cause) {}
