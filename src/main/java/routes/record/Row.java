package routes.record;

import java.util.List;
import routes.source.RawRow;

/**
 * A row of the file, parsed.
 *
 * @param cells its values in column order, null when it cannot be parsed
 * @param reason why it cannot be parsed, null when it can
 */
public record Row(RawRow raw, List<String> cells, String reason) {
    static Row of(RawRow raw, List<String> cells) {
        return new Row(raw, cells, null);
    }

    static Row broken(RawRow raw, String reason) {
        return new Row(raw, null, reason);
    }
}
