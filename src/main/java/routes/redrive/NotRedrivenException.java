package routes.redrive;

/** Why a dead letter stays where it is. */
class NotRedrivenException extends Exception {
    private static final long serialVersionUID = 1;

    NotRedrivenException(String reason) {
        super(reason, null, false, false);
    }
}
