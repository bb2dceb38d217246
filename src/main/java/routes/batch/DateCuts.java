package routes.batch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when many batches of a partition are cut since a later date begins: its objects stay small then. */
public final class DateCuts {
    private static final Logger LOG = LoggerFactory.getLogger(DateCuts.class);
    private static final int WINDOW = 100;
    private static final int MANY = 25;

    private final String route;
    private int batches;
    private int byDate;
    private boolean told;

    /** @param route whose batches they are */
    public DateCuts(String route) {
        this.route = route;
    }

    public void add(Batch batch) {
        batches++;
        byDate += batch.cut() == CloseReason.DATE ? 1 : 0;
        if (batches < WINDOW) {
            return;
        }
        if (byDate >= MANY && !told) {
            LOG.warn(
                    "{}: of the last {} objects of {}-{}, {} were cut since a record of a later date came: dates come mixed, and objects are small (docs/limitations.md)",
                    route, WINDOW, batch.topic(), batch.partition(), byDate);
        }
        told = byDate >= MANY;
        batches = 0;
        byDate = 0;
    }
}
