package routes.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.Batch;
import routes.batch.LakeOffset;
import routes.lake.Lake;
import routes.lake.LakeLocation;
import routes.lake.LakeObject;
import routes.lake.StoredObject;
import routes.lang.Errors;
import routes.lang.SteadyClock;
import routes.seam.Seam;

/**
 * Tells a route of the user's own, {@code direct:after-stored}, of each object that is in the lake, before Kafka is told that its records
 * are stored: at least once, also where the object was there already, and one partition's in the order of their offsets. The route fails by
 * itself, and has a limited time, unless it is required: then the batch comes again, and waits for it.
 */
public class AfterStored implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AfterStored.class);

    /** A route that hangs is left alone for so many times the time that it took in vain. */
    private static final int REST = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool(AfterStored::daemon);
    /** Partitions of topics of whose objects the route is being told. */
    private final Set<String> telling = ConcurrentHashMap.newKeySet();
    private final Seam seam;
    private final Lake lake;
    private final LakeLocation location;
    private boolean required;
    private Duration timeout = Duration.ofSeconds(30);
    private volatile Instant notBefore = Instant.MIN;
    private String trouble = "";

    public AfterStored(Seam seam, Lake lake, LakeLocation location) {
        this.seam = seam;
        this.lake = lake;
        this.location = location;
    }

    /**
     * @param batch whose first record is in the lake
     * @param object that was made of it; null where the lake had it before
     * @throws Exception of the route, when it is required
     */
    public void tell(Batch batch, LakeObject object) throws Exception {
        try {
            Seam.Way way = seam.way();
            if (way != null && required) {
                way.send(news(lake.stored(batch, object)), Traces.current());
            } else if (way != null) {
                tellInTime(way, "%s-%d".formatted(batch.topic(), batch.partition()), news(lake.stored(batch, object)));
            }
        } catch (InterruptedException stopping) {
            throw stopping;
        } catch (Exception failed) {
            if (required) {
                throw failed;
            }
            warn(Errors.sentence(failed));
        }
    }

    private void tellInTime(Seam.Way way, String partition, Map<String, Object> news) throws Exception {
        if (SteadyClock.now().isBefore(notBefore) || telling.contains(partition)) {
            return;
        }
        Map<String, Object> trace = Traces.current();
        FutureTask<Void> task = new FutureTask<>(() -> {
            telling.add(partition);
            try {
                way.send(news, trace);
                return null;
            } finally {
                telling.remove(partition);
            }
        });
        threads.execute(task);
        try {
            task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            trouble = "";
        } catch (TimeoutException hangs) {
            notBefore = SteadyClock.now().plus(timeout.multipliedBy(REST));
            throw new IllegalStateException("it did not end within %d s, and is told of nothing for %d s"
                    .formatted(timeout.toSeconds(), timeout.multipliedBy(REST).toSeconds()));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            task.cancel(true);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "after-stored");
        thread.setDaemon(true);
        return thread;
    }

    private Map<String, Object> news(StoredObject object) {
        Map<String, Object> news = new LinkedHashMap<>();
        news.put("bucket", location.bucket());
        news.put("key", object.key());
        news.put("date", object.name().date().toString());
        news.put("topic", object.name().topic());
        news.put("partition", object.name().partition());
        news.put("startOffset", LakeOffset.kafka(object.startOffset()));
        news.put("endOffset", LakeOffset.kafka(object.endOffset()));
        news.put("records", object.records());
        news.put("rejected", object.rejected());
        news.put("filtered", object.filtered());
        news.put("size", object.size());
        return news;
    }

    /** Once, and not with each object. */
    private synchronized void warn(String sentence) {
        if (!sentence.equals(trouble)) {
            LOG.warn("after-stored: {}; objects are stored all the same, and it is not told of this one again "
                    + "(set after-stored.required=true where nothing may be stored without it)", sentence);
        }
        trouble = sentence;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** @param timeout that the route has for an object, such as 30s, unless it is required */
    public void setTimeout(String timeout) {
        this.timeout = Duration.ofMillis(TimeUtils.toMilliSeconds(timeout));
    }

    /** @param required whether a batch counts as stored only when the route has ended well */
    public void setRequired(boolean required) {
        this.required = required;
    }
}
