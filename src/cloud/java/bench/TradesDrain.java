package bench;

import java.util.Map;
import routes.Application;
import routes.Pipeline;
import routes.delivery.KafkaBatchConsumer;

/** The routes trades-to-bars and kafka-to-s3 beside each other, until both have committed all trades; then the lake is proven. */
public final class TradesDrain implements Implementation {
    @Override
    public Result run(Map<String, String> settings) throws Exception {
        long records;
        Spent spent;
        try (TopicWatch topics = new TopicWatch(settings.get("kafka.brokers"));
                Pipeline pipeline = Pipeline.start(settings)) {
            records = topics.records(settings.get("kafka.topic"));
            KafkaBatchConsumer lake = PipelineDrain.lake(pipeline.context());
            TopicWatch.until("the first record is read", () -> lake.recordsRead() > 0);
            Spent start = Spent.byNow();
            topics.untilCommitted(settings.get("kafka.group"), records);
            if (settings.get("bars.enabled").equals("true")) {
                topics.untilCommitted(settings.get("bars.group"), records);
            }
            spent = Spent.since(start);
        }
        boolean clean = Application.run(settings, () -> {}, "verify", "--quick") == 0;
        return new Result(records, spent, clean ? "" : "the lake is not clean");
    }
}
