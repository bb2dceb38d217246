package routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What somebody should know: what is not ready, a lake that gets no objects, a run that failed, and what was rejected. It is told once when
 * it begins, again while it lasts, and once when it is over; what the webhook did not take is told the next time.
 */
public class Alerts implements CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private CamelContext camel;
    private Progress progress;
    private Reports reports;
    private Transforms transforms;
    private Metrics metrics;
    private Duration staleAfter;
    private Duration repeat;
    private Map<String, Told> known = Map.of();
    private Map<String, Told> next = Map.of();
    private long rejected;
    private long nextRejected;
    private boolean complained;

    /** What was told of a trouble, and when. */
    private record Told(String sentence, Instant at) {}

    /** @return a JSON object with a text, null when there is nothing new */
    public synchronized String news() throws Exception {
        return compare(troubles(), progress.rejected(), Instant.now());
    }

    String compare(Map<String, String> troubles, long rejectedNow, Instant now) throws Exception {
        List<String> lines = new ArrayList<>();
        Map<String, Told> after = new HashMap<>();
        troubles.forEach((name, sentence) -> {
            Told before = known.get(name);
            boolean tell = before == null || now.isAfter(before.at().plus(repeat));
            if (tell) {
                lines.add((before == null ? "" : "still: ") + sentence);
            }
            after.put(name, tell ? new Told(sentence, now) : before);
        });
        known.forEach((name, told) -> {
            if (!troubles.containsKey(name)) {
                lines.add("over: " + told.sentence());
            }
        });
        if (rejectedNow > rejected) {
            lines.add("%,d rejected; redrive --dry-run shows them".formatted(rejectedNow - rejected));
        }
        next = after;
        nextRejected = rejectedNow;
        return lines.isEmpty() ? null : JSON.writeValueAsString(Map.of("text", "%s at %s: %s".formatted(camel.getName(), host(), String.join("; ", lines))));
    }

    /** The webhook took the news. */
    public synchronized void told() {
        known = next;
        rejected = nextRejected;
        complained = false;
    }

    /** It did not: they stay news. */
    public synchronized void refused(Exception failure) {
        if (!complained) {
            // what the client says names the URL, which is a secret
            LOG.warn("alert: the news could not be told ({}); trying again", failure instanceof HttpOperationFailedException status
                    ? "HTTP " + status.getStatusCode() : failure.getClass().getSimpleName());
        }
        complained = true;
    }

    private Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        Collection<HealthCheck.Result> ready = HealthCheckHelper.invokeReadiness(camel);
        ready.stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN)
                .forEach(result -> troubles.put(result.getCheck().getId(), result.getMessage().orElse(result.getCheck().getId() + " is down")));
        if (metrics.lag() > 0 && metrics.sinceLastObject().compareTo(staleAfter) > 0) {
            troubles.put("stale", "%,d records wait, and no object was put for %d minutes".formatted(metrics.lag(), metrics.sinceLastObject().toMinutes()));
        }
        reports.failures().forEach(sentence -> troubles.put(sentence, sentence));
        transforms.failures().forEach(sentence -> troubles.put(sentence, sentence));
        return troubles;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "a machine without a name";
        }
    }

    public void setProgress(Progress progress) {
        this.progress = progress;
    }

    public void setReports(Reports reports) {
        this.reports = reports;
    }

    public void setTransforms(Transforms transforms) {
        this.transforms = transforms;
    }

    public void setMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    public void setStaleAfter(String staleAfter) {
        this.staleAfter = Duration.ofMillis(TimeUtils.toMilliSeconds(staleAfter));
    }

    public void setRepeat(String repeat) {
        this.repeat = Duration.ofMillis(TimeUtils.toMilliSeconds(repeat));
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }
}
