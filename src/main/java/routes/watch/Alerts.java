package routes.watch;

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
import routes.delivery.KafkaBatchConsumer;
import routes.delivery.WentBack;
import routes.lang.SteadyClock;
import routes.live.LiveConsumers;
import routes.run.Runs;

/**
 * The alerts: what is not ready, a lake that gets no objects, a live feed that is away or silent, a growing lag, a failed run, and rejections. Each is sent once when it begins,
 * again while it lasts, and once when it is over; what the webhook did not accept is sent the next time.
 */
public class Alerts implements CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    /** A log that went back and goes on is no longer a problem, but somebody has to know what Kafka lost. */
    private static final Duration WENT_BACK_IS_NEWS = Duration.ofHours(1);

    private final Progress progress;
    private final Runs runs;
    private final Metrics metrics;
    private CamelContext camel;
    private String webhook = "";
    private Duration staleAfter;
    private Duration repeat;
    private LagGrowth growth;
    private Silence silence;
    private State known = new State(Map.of(), 0, Instant.EPOCH);
    private State next = known;
    private boolean complained;

    public Alerts(Progress progress, Runs runs, Metrics metrics) {
        this.progress = progress;
        this.runs = runs;
        this.metrics = metrics;
    }

    /** What was last sent about a problem, and when. */
    private record Told(String sentence, Instant at) {}

    /** What the webhook knows. */
    private record State(Map<String, Told> troubles, long rejected, Instant rejectedAt) {}

    /** Whether there is a webhook. */
    public boolean isWanted() {
        return !webhook.isEmpty();
    }

    /** @return what the route makes a JSON object of, null when there is nothing new */
    public synchronized Map<String, String> news() {
        String sentence = compare(troubles(), progress.rejected(), Instant.now());
        return sentence == null ? null : Map.of("text", sentence);
    }

    String compare(Map<String, String> troubles, long rejectedNow, Instant now) {
        List<String> lines = new ArrayList<>();
        Map<String, Told> after = new HashMap<>();
        troubles.forEach((name, sentence) -> {
            Told before = known.troubles().get(name);
            boolean tell = before == null || now.isAfter(before.at().plus(repeat));
            if (tell) {
                lines.add((before == null ? "" : "still: ") + sentence);
            }
            after.put(name, tell ? new Told(sentence, now) : before);
        });
        known.troubles().forEach((name, told) -> {
            if (!troubles.containsKey(name)) {
                lines.add("over: " + told.sentence());
            }
        });
        boolean rejected = rejectedNow > known.rejected() && now.isAfter(known.rejectedAt().plus(repeat));
        if (rejected) {
            lines.add("%,d rejected; redrive --dry-run shows them".formatted(rejectedNow - known.rejected()));
        }
        next = new State(after, rejected ? rejectedNow : known.rejected(), rejected ? now : known.rejectedAt());
        return lines.isEmpty() ? null : "%s at %s: %s".formatted(camel.getName(), host(), String.join("; ", lines));
    }

    /** The webhook accepted the alert. */
    public synchronized void told() {
        known = next;
        complained = false;
    }

    /** The webhook did not accept the alert, so it is sent again. */
    public synchronized void refused(Exception failure) {
        if (!complained) {
            // what the client says names the URL, which is a secret
            LOG.warn("alert: could not be sent ({}); trying again", failure instanceof HttpOperationFailedException status
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
        for (KafkaBatchConsumer route : metrics.consumers().all()) {
            if (route.lag() > 0 && route.sinceLastStored().compareTo(staleAfter) > 0) {
                troubles.put("stale:" + route.getRouteId(), "%,d records of %s wait, and no object was put for %d minutes"
                        .formatted(route.lag(), route.topic(), route.sinceLastStored().toMinutes()));
            }
        }
        LiveConsumers live = metrics.live();
        if (live.away().compareTo(staleAfter) > 0) {
            troubles.put("feed", "no trade comes in for %d minutes: %s".formatted(live.away().toMinutes(), live.trouble()));
        }
        String silent = silence == null ? null : silence.sentence(live.trades(), live.connected() > 0, Instant.now());
        if (silent != null) {
            troubles.put("silence", silent);
        }
        long grown = growth.since(metrics.lag(), SteadyClock.now());
        if (grown > 0) {
            troubles.put("lag", "%,d records wait, %,d more than half an hour ago".formatted(metrics.lag(), grown));
        }
        WentBack wentBack = metrics.lastWentBack();
        if (wentBack != null && wentBack.at().isAfter(Instant.now().minus(WENT_BACK_IS_NEWS))) {
            troubles.put("log", wentBack.sentence());
        }
        troubles.putAll(runs.last().failures());
        return troubles;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "a machine without a name";
        }
    }

    /** @param webhook a URL, blank for none */
    public void setWebhook(String webhook) {
        this.webhook = webhook.trim();
    }

    public String getWebhook() {
        return webhook;
    }

    public void setStaleAfter(String staleAfter) {
        this.staleAfter = Duration.ofMillis(TimeUtils.toMilliSeconds(staleAfter));
    }

    /** @param lag records that may wait; above this, a growing number is a problem */
    public void setLag(long lag) {
        this.growth = new LagGrowth(lag, Duration.ofMinutes(30));
    }

    /** @param silence of live feeds, null to look for none */
    public void setSilence(Silence silence) {
        this.silence = silence;
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
