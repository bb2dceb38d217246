package routes.replay;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast the market runs: market time per second.
 *
 * @param millis of market time in a second, 0 when market time paces nothing
 * @param text as people write it
 */
public record Speed(double millis, String text) {
    static final Speed UNPACED = new Speed(0, "0");

    private static final Map<String, Long> UNITS = Map.of("s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L, "w", 604_800_000L);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?([smhdw])");

    /** @throws IllegalArgumentException when it is not a speed */
    static Speed parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.equals("0")) {
            return UNPACED;
        }
        Matcher parts = TEXT.matcher(trimmed);
        if (!parts.matches() || Double.parseDouble(parts.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "speed '%s' is not a market time per second: write 1d for one market day each second, 6h, 30m, 2w, 1s for real time, or 0 for csv.rate alone"
                            .formatted(text));
        }
        return new Speed(Double.parseDouble(parts.group(1)) * UNITS.get(parts.group(2)), trimmed.replace(" ", ""));
    }

    public boolean isPaced() {
        return millis > 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
