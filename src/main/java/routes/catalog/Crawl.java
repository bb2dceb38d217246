package routes.catalog;

import java.time.Duration;

/**
 * How a crawl ended.
 *
 * @param failure why it did not bring the tables up to date, in one sentence; null when it did
 */
public record Crawl(Duration took, String failure) {
    public boolean succeeded() {
        return failure == null;
    }
}
