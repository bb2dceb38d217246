package simulator;

/** Ends what runs on a simulated machine that crashed, wherever it is. */
final class CrashedError extends Error {
    private static final long serialVersionUID = 1;

    CrashedError() {
        super("the machine crashed", null, false, false);
    }
}
