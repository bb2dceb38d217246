package routes.page;

import static routes.page.Endpoints.ask;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.FluentProducerTemplate;
import routes.lang.Inquiries;
import routes.trace.LakeBrowser;
import routes.trace.TopicBrowser;
import routes.trace.Trace;

/** Where a row is, and what is in the topics and in the lake. */
public class TraceAnswers implements Answers {
    private static final int MOST = 200;
    private static final Duration FRESH = Duration.ofSeconds(1);
    /** An answer that is incomplete is one, too. */
    private static final Duration PATIENCE = Inquiries.PATIENCE.minusMillis(500);

    private final Inquiries kafka = new Inquiries("Kafka", FRESH);
    private final Inquiries s3 = new Inquiries("S3", FRESH);
    private final Inquiries traces = new Inquiries("Kafka or S3", FRESH);

    private final Trace trace;
    private final TopicBrowser topics;
    private final LakeBrowser lake;

    public TraceAnswers(Trace trace, TopicBrowser topics, LakeBrowser lake) {
        this.trace = trace;
        this.topics = topics;
        this.lake = lake;
    }

    @Override
    public void open(Endpoints endpoints, FluentProducerTemplate routes) {
        endpoints.get("/api/trace", call -> trace(call, required(call, "of")));
        endpoints.get("/api/topics", call -> ask(kafka, "topics", call, topics::topics));
        endpoints.get("/api/records", this::records);
        endpoints.get("/api/lake", call -> ask(s3, "dates", call, lake::dates));
        endpoints.get("/api/lake/objects", call -> objects(call, required(call, "date"), call.request().getParam("after")));
        endpoints.get("/api/lake/object", call -> object(call, required(call, "key")));
    }

    private Future<?> trace(RoutingContext call, String of) {
        return ask(traces, of, call, () -> trace.run(of, PATIENCE).json());
    }

    private Future<?> records(RoutingContext call) {
        String key = call.request().getParam("key", "");
        TopicBrowser.Filter filter = new TopicBrowser.Filter(
                call.request().getParam("topic"), partition(call), call.request().getParam("before"), until(call), key.isEmpty() ? null : key,
                call.request().getParam("match", "exact").equals("exact"), (int) number(call, "limit", 50, 1, MOST));
        return ask(kafka, filter, call, () -> topics.records(filter));
    }

    private Future<?> objects(RoutingContext call, String date, String after) {
        return ask(s3, Arrays.asList(date, after), call, () -> lake.objects(date, after));
    }

    private Future<?> object(RoutingContext call, String key) {
        return ask(s3, List.of("object", key), call, () -> lake.object(key));
    }

    private static Integer partition(RoutingContext call) {
        return call.request().getParam("partition", "").isEmpty() ? null : (int) number(call, "partition", 0, 0, 999_999_999);
    }

    private static Long until(RoutingContext call) {
        String until = call.request().getParam("until", "");
        try {
            return until.isEmpty() ? null : Instant.parse(until).toEpochMilli();
        } catch (DateTimeException none) {
            throw new IllegalArgumentException("until '%s' is not a time such as 2026-11-22T12:00:00Z".formatted(until));
        }
    }

    private static long number(RoutingContext call, String name, long otherwise, long least, long most) {
        String number = call.request().getParam(name, String.valueOf(otherwise));
        if (!number.matches("\\d{1,9}") || Long.parseLong(number) < least || Long.parseLong(number) > most) {
            throw new IllegalArgumentException("%s '%s' is not a number from %d to %d".formatted(name, number, least, most));
        }
        return Long.parseLong(number);
    }

    private static String required(RoutingContext call, String name) {
        String value = call.request().getParam(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("%s is missing: %s?%s=…".formatted(name, call.normalizedPath(), name));
        }
        return value;
    }
}
