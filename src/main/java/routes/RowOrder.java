package routes;

import java.util.Arrays;
import java.util.Locale;

/** In which order the rows of a pass come: as in the file, by their market time, or shuffled by a seed. */
enum RowOrder {
    FILE,
    TIME,
    RANDOM;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RowOrder parse(String name) {
        return Arrays.stream(values())
                .filter(order -> order.name().equalsIgnoreCase(name.trim()))
                .findFirst()
                .orElseThrow(() -> new StartException("csv.order is '%s'; it can be file, time or random".formatted(name)));
    }
}
