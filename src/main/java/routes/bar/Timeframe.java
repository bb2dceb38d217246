package routes.bar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a bar is: some minutes, counted from the beginning of the session's day, or that day. */
record Timeframe(String name, long minutes) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})([mh])|1d");
    private static final long DAY = 24 * 60;

    static Timeframe of(String name) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            throw new IllegalArgumentException("bars.timeframes has '%s'; it can have minutes, hours and a day, such as 1m,5m,1h,1d".formatted(name));
        }
        return new Timeframe(name, name.equals("1d") ? Long.MAX_VALUE : Math.min(DAY, Long.parseLong(form.group(1)) * (form.group(2).equals("h") ? 60 : 1)));
    }

    /** Of the bar with that minute. */
    long start(long minute, Session session) {
        return minutes == Long.MAX_VALUE ? session.start() : session.start() + (minute - session.start()) / minutes * minutes;
    }

    /** Of the bar with that start: the minute after it. */
    long end(long start, Session session) {
        return minutes == Long.MAX_VALUE ? session.end() : Math.min(session.end(), start + minutes);
    }
}
