package routes.seam;

import routes.lang.Errors;

/** A route of the user's own does not take what it was given. */
public class RefusedException extends Exception {
    RefusedException(String route, Exception cause) {
        super("%s: %s".formatted(route, Errors.sentence(cause)), cause);
    }
}
