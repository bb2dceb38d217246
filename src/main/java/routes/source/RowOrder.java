package routes.source;

import java.util.Arrays;
import java.util.Locale;
import routes.lang.StartException;

/** In which order the rows of a pass come: as in the file, by their market time, or shuffled by a seed. */
public enum RowOrder {
    FILE,
    TIME,
    RANDOM;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RowOrder parse(String name) {
        return Arrays.stream(values())
                .filter(order -> order.name().equalsIgnoreCase(name.trim()))
                .findFirst()
                .orElseThrow(() -> new StartException("csv.order is '%s'; it can be file, time or random".formatted(name)));
    }
}
