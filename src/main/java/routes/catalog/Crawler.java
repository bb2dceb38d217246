package routes.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.AwsErrors;
import routes.lang.SteadyClock;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CrawlerRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.LastCrawlInfo;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;

/** The Glue crawler that makes tables and partitions of the lake's objects. Camel has no component for Glue. */
public class Crawler {
    private static final Logger LOG = LoggerFactory.getLogger(Crawler.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final GlueClient glue;
    private final LakePartitions partitions;
    private String name;
    private Duration timeout = Duration.ofMinutes(30);
    private Duration every = Duration.ZERO;
    /** From one word that a crawl is under way to the next. */
    private Duration silence = Duration.ofMinutes(1);

    public Crawler(GlueClient glue, LakePartitions partitions) {
        this.glue = glue;
        this.partitions = partitions;
    }

    /**
     * Starts the crawler and waits until it is done. One that runs already is waited for first, since it may have passed over the
     * newest objects. A crawl is paid for, ten minutes at least: none is made when the table lacks nothing and the last one that
     * succeeded is recent enough, whoever started it.
     *
     * @return how it ended, with Glue's reason when it failed
     */
    public Crawl crawl() {
        Instant begin = SteadyClock.now();
        String failure = failure(begin.plus(timeout));
        return new Crawl(Duration.between(begin, SteadyClock.now()), failure);
    }

    private String failure(Instant giveUp) {
        try {
            String wanted = partitions.wanted();
            String why = why(glue.getCrawler(crawler -> crawler.name(name)).crawler().lastCrawl(), wanted);
            if (why == null) {
                LOG.info("crawl-and-report: no crawl: the table lacks nothing, and the last one is not older than glue.crawl-every");
                return null;
            }
            while (!started(why)) {
                waitUntilReady(giveUp);
            }
            waitUntilReady(giveUp);
            requireSuccess(glue.getCrawler(crawler -> crawler.name(name)).crawler().lastCrawl());
            partitions.crawled(wanted);
            return null;
        } catch (EntityNotFoundException missing) {
            return "crawler %s does not exist: create it, or set glue.crawler".formatted(name);
        } catch (SdkException refused) {
            return "crawler %s: %s".formatted(name, AwsErrors.sentence("Glue", refused));
        } catch (IllegalStateException notDone) {
            return notDone.getMessage();
        }
    }

    /** @return null when there is no need for a crawl */
    private String why(LastCrawlInfo last, String wanted) {
        if (last == null || last.status() != LastCrawlStatus.SUCCEEDED || last.startTime() == null) {
            return "none before it succeeded";
        }
        if (!last.startTime().isAfter(Instant.now().minus(every))) {
            return "the last one is older than glue.crawl-every";
        }
        return partitions.whyCrawl(wanted);
    }

    private boolean started(String why) {
        try {
            glue.startCrawler(crawler -> crawler.name(name));
            LOG.info("crawl-and-report: crawler {} runs, since {}; on AWS that takes minutes", name, why);
            return true;
        } catch (CrawlerRunningException running) {
            LOG.info("crawl-and-report: crawler {} is running already; waiting for it", name);
            return false;
        }
    }

    private void waitUntilReady(Instant giveUp) {
        Duration pause = SHORTEST_PAUSE;
        Instant begin = SteadyClock.now();
        Instant tell = begin.plus(silence);
        while (glue.getCrawler(crawler -> crawler.name(name)).crawler().state() != CrawlerState.READY) {
            if (SteadyClock.now().isAfter(giveUp)) {
                throw new IllegalStateException("crawler %s was not done within %s".formatted(name, timeout));
            }
            if (SteadyClock.now().isAfter(tell)) {
                LOG.info("crawl-and-report: crawler {} still runs, for {} s", name, Duration.between(begin, SteadyClock.now()).toSeconds());
                tell = tell.plus(silence);
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void sleep(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for crawler " + name, stopping);
        }
    }

    private void requireSuccess(LastCrawlInfo last) {
        if (last == null || last.status() != LastCrawlStatus.SUCCEEDED) {
            throw new IllegalStateException("crawler %s ended as %s: %s"
                    .formatted(
                            name,
                            last == null ? "UNKNOWN" : last.statusAsString(),
                            last == null || last.errorMessage() == null ? "no reason given" : last.errorMessage()));
        }
    }

    public void setName(String name) {
        this.name = name;
    }

    /** @param seconds after which a run crawls without need, 0 for a crawl in each run */
    public void setEverySeconds(long seconds) {
        this.every = Duration.ofSeconds(seconds);
    }

    /** @param seconds to wait for the crawler at most */
    public void setTimeoutSeconds(long seconds) {
        this.timeout = Duration.ofSeconds(seconds);
    }

    void setSilence(Duration silence) {
        this.silence = silence;
    }
}
