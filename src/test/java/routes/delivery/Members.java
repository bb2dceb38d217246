package routes.delivery;

import java.util.concurrent.ExecutorService;
import routes.batch.Batch;
import routes.batch.BatchLimits;
import routes.kafka.KafkaClients;
import routes.lake.Lake;

/** Members of the consumer group without Camel around them. */
public final class Members {
    private Members() {}

    /** Stores a batch, and returns the offset through which the lake holds its partition. */
    public interface Store {
        long store(Batch batch) throws Exception;
    }

    /** A member that can be asked to stop; it ends when {@link #run} does. */
    public interface Member extends Runnable {
        void stop();

        long lag();

        String waitsFor();

        /** Of the heap, in bytes, that what it holds takes. */
        long memory();
    }

    /** @param goesOn whether a partition whose log went back goes on as its next generation */
    public static Member of(
            KafkaClients clients, String topic, Lake lake, BatchLimits limits, boolean goesOn, ExecutorService checks, ExecutorService writers,
            Store store, long memory) {
        KafkaBatchPoller poller = new KafkaBatchPoller(
                new KafkaBatchPoller.Reading("kafka-to-s3", clients, topic, lake, limits, goesOn), checks, writers, store::store, memory);
        return new Member() {
            @Override
            public void run() {
                poller.run();
            }

            @Override
            public void stop() {
                poller.stop();
            }

            @Override
            public long lag() {
                return poller.lag();
            }

            @Override
            public String waitsFor() {
                return poller.waitsFor();
            }

            @Override
            public long memory() {
                return poller.memory();
            }
        };
    }
}
