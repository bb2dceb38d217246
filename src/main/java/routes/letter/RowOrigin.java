package routes.letter;

import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import routes.kafka.HeaderText;
import routes.replay.ReplayPosition;

/** The row of a replay, as the headers of its record or of its letter tell. */
public record RowOrigin(String replay, long pass, long row) {
    public static Optional<RowOrigin> of(Headers headers) {
        String replay = HeaderText.of(headers, ReplayPosition.REPLAY);
        try {
            long pass = Long.parseLong(HeaderText.of(headers, ReplayPosition.PASS));
            long row = Long.parseLong(HeaderText.of(headers, ReplayPosition.ROW));
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
