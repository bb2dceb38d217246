package routes.calendar;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A day on which an exchange trades.
 *
 * @param closes also after a break, such as that at noon in Asia
 * @param half whether it is a shorter day
 */
public record TradingDay(LocalDate date, Instant opens, Instant closes, boolean half) {}
