package bench;

import java.util.Map;
import org.apache.camel.CamelContext;
import routes.Application;
import routes.Pipeline;
import routes.delivery.KafkaBatchConsumer;

/** The route kafka-to-s3, from the first record that it reads until all are committed; then it proves the lake. */
public final class PipelineDrain implements Implementation {
    /** Whether the proof reads all objects, and not their names and metadata alone. */
    static final String READS_OBJECTS = "benchmark.reads-objects";

    @Override
    public Result run(Map<String, String> settings) throws Exception {
        long records;
        Spent spent;
        try (TopicWatch topics = new TopicWatch(settings.get("kafka.brokers"));
                Pipeline pipeline = Pipeline.start(settings)) {
            records = topics.records(settings.get("kafka.topic"));
            KafkaBatchConsumer lake = lake(pipeline.context());
            TopicWatch.until("the first record is read", () -> lake.recordsRead() > 0);
            Spent start = Spent.byNow();
            TopicWatch.until("the last record is stored", () -> lake.recordsRead() >= records && lake.lag() == 0);
            topics.untilCommitted(settings.get("kafka.group"), records);
            spent = Spent.since(start);
        }
        boolean clean = Application.run(settings, () -> {}, "verify", settings.containsKey(READS_OBJECTS) ? "--json" : "--quick") == 0;
        return new Result(records, spent, clean ? "" : "the lake is not clean");
    }

    static KafkaBatchConsumer lake(CamelContext camel) {
        return (KafkaBatchConsumer) camel.getRoute("kafka-to-s3").getConsumer();
    }
}
