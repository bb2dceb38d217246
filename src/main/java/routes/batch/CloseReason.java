package routes.batch;

import java.util.Locale;

/** Why a batch was closed; kept as metadata on its object. */
public enum CloseReason {
    RECORDS,
    BYTES,
    AGE,
    IDLE,
    DATE,
    SHUTDOWN;

    /** The word on the object, for example {@code records}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
