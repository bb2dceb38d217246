package simulator.model;

import java.time.Duration;

/**
 * What goes wrong with one call of S3.
 *
 * @param after how long the answer of a {@link Kind#SLOW} call takes, and when a call that {@link Kind#ARRIVES_LATE} is applied
 */
public record S3Fault(Kind kind, Duration after) {
    public static final S3Fault NONE = of(Kind.NONE);

    /** As the client sees it after the tries of the SDK. */
    public enum Kind {
        NONE,
        /** Applied and answered, after a while. */
        SLOW,
        /** Applied, but nobody answers before the client gives up. */
        ANSWER_LOST,
        /** Applied, and applied again by the SDK's next try, whose answer is the one that the client gets. */
        ANSWER_LOST_AND_TRIED_AGAIN,
        /** Not applied, and nobody answers before the client gives up. */
        NO_ANSWER,
        /** Nobody answers before the client gives up; applied later, whatever has happened since. */
        ARRIVES_LATE,
        /** 409 to a conditional put, which is not applied; no fault of other calls. */
        CONFLICT,
        /** 500, not applied. */
        INTERNAL_ERROR,
        /** 503, not applied. */
        SLOW_DOWN,
        /** The connection breaks in the middle of an object that is read; no fault of other calls. */
        CUT_BODY
    }

    public static S3Fault of(Kind kind) {
        return new S3Fault(kind, Duration.ZERO);
    }

    public static S3Fault slow(Duration after) {
        return new S3Fault(Kind.SLOW, after);
    }

    /** @param after how long after the client made the call */
    public static S3Fault arrivesLate(Duration after) {
        return new S3Fault(Kind.ARRIVES_LATE, after);
    }
}
