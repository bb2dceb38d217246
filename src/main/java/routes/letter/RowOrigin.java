package routes.letter;

import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import routes.kafka.HeaderText;
import routes.replay.ReplayPosition;

/** The row of a replay, as the headers of its record or of its letter tell. */
public record RowOrigin(String replay, long pass, long row) {
    public static Optional<RowOrigin> of(Headers headers) {
        return of(HeaderText.of(headers, ReplayPosition.REPLAY), HeaderText.of(headers, ReplayPosition.PASS), HeaderText.of(headers, ReplayPosition.ROW));
    }

    /** @param text as {@link #toString} writes it; empty when it is something else */
    public static Optional<RowOrigin> parse(String text) {
        int row = text.lastIndexOf('/');
        int pass = text.lastIndexOf('/', row - 1);
        return pass < 0 ? Optional.empty() : of(text.substring(0, pass), text.substring(pass + 1, row), text.substring(row + 1));
    }

    private static Optional<RowOrigin> of(String replay, String passNumber, String rowNumber) {
        try {
            long pass = Long.parseLong(passNumber);
            long row = Long.parseLong(rowNumber);
            return replay.isEmpty() ? Optional.empty() : Optional.of(new RowOrigin(replay, pass, row));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return replay + "/" + pass + "/" + row;
    }
}
