package routes;

/** Why the crawl did not bring the table up to date, in one sentence. */
public class CrawlFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CrawlFailedException(String sentence) {
        super(sentence);
    }
}
