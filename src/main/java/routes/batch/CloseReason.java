package routes.batch;

import java.util.Locale;

/** Why a batch was closed; kept as metadata on its object. */
public enum CloseReason {
    RECORDS,
    BYTES,
    AGE,
    IDLE,
    DATE,
    /** An object of the lake begins there: what is read again must not run into it. */
    LAKE,
    SHUTDOWN;

    /** The word on the object, for example {@code records}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
