package routes.lang;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 500}, {@code 64KB}, {@code 64MB}, {@code 1GB} (powers of 1024). */
public final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\s*(B|KB|MB|GB)?");

    private ByteSize() {}

    /** @return bytes */
    public static long parse(String text) {
        Matcher size = FORM.matcher(text.trim().toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("not a size: '%s' (such as 500, 64KB, 64MB or 1GB)".formatted(text));
        }
        long unit = switch (size.group(2) == null ? "B" : size.group(2)) {
            case "KB" -> 1L << 10;
            case "MB" -> 1L << 20;
            case "GB" -> 1L << 30;
            default -> 1;
        };
        try {
            return Math.multiplyExact(Long.parseLong(size.group(1)), unit);
        } catch (NumberFormatException | ArithmeticException overflow) {
            throw new IllegalArgumentException("not a size: '%s' is too large".formatted(text), overflow);
        }
    }

    /** For people: {@code 812 B}, {@code 3.2 MB}. */
    public static String format(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < 2) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", size, "KMG".charAt(unit));
    }
}
