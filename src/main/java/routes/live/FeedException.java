package routes.live;

/** Why a connection ended, in words for people; without the key. */
final class FeedException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean refused;

    private FeedException(String reason, boolean refused) {
        super(reason);
        this.refused = refused;
    }

    static FeedException broken(String reason) {
        return new FeedException(reason, false);
    }

    /** Trying again soon is of no use. */
    static FeedException refused(String reason) {
        return new FeedException(reason, true);
    }

    boolean isRefused() {
        return refused;
    }
}
