package bench;

import java.util.Map;
import org.apache.camel.CamelContext;
import routes.Pipeline;
import routes.replay.Replay;

/** The route csv-to-kafka alone, at csv.rate=0: from the first row that it reads until Kafka has acknowledged the last. */
public final class PipelineReplay implements Implementation {
    static final String ROWS = "benchmark.rows";

    @Override
    public Result run(Map<String, String> settings) throws Exception {
        long rows = Long.parseLong(settings.get(ROWS));
        try (TopicWatch topics = new TopicWatch(settings.get("kafka.brokers"));
                Pipeline pipeline = Pipeline.start(settings)) {
            Replay replay = start(pipeline.context());
            TopicWatch.until("the first row is read", () -> replay.rowsSeen() > 0);
            Spent start = Spent.byNow();
            TopicWatch.until("the last row is sent", replay::isOver);
            Spent spent = Spent.since(start);
            long records = topics.records(settings.get("kafka.topic"));
            return new Result(rows, spent, records == rows ? "" : "%,d records of %,d rows".formatted(records, rows));
        }
    }

    /** Without kafka-to-s3, which would take its share of the machine. */
    private static Replay start(CamelContext camel) throws Exception {
        for (String route : new String[] {"send-records", "csv-to-kafka", "replay"}) {
            camel.getRouteController().startRoute(route);
        }
        return camel.getRegistry().lookupByNameAndType("replay", Replay.class);
    }
}
