package routes;

/** Why a report has no result: Athena's own reason. */
public class ReportFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReportFailedException(String reason) {
        super(reason);
    }
}
