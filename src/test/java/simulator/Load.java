package simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Sends records, now and then several at once, for as long as it is not stopped. */
final class Load implements Runnable {
    private static final int MOST_AT_ONCE = 30;
    private static final double USUAL_GARBAGE = 0.01;

    private final Stage stage;
    private final Simulation simulation;
    private double garbage = USUAL_GARBAGE;
    private double mixedDates;
    private double transactions;
    private long next = 1;
    private long acknowledged;
    private boolean stopped;

    Load(Stage stage) {
        this.stage = stage;
        this.simulation = stage.simulation();
    }

    @Override
    public void run() {
        Producer<byte[], byte[]> producer = stage.clients("producer", stage.producerWeather()).producer();
        Duration pause = Duration.ofHours(1).multipliedBy(MOST_AT_ONCE / 2).dividedBy(stage.scenario().recordsPerHour());
        while (!stopped) {
            simulation.sleep(simulation.between(Duration.ZERO, pause.multipliedBy(2)));
            if (!stopped) {
                sendSome(producer);
            }
        }
    }

    private void sendSome(Producer<byte[], byte[]> producer) {
        boolean transaction = simulation.chance(transactions);
        boolean commit = simulation.chance(0.5);
        if (transaction) {
            producer.beginTransaction();
        }
        TopicPartition partition = stage.anyPartition();
        for (int left = 1 + simulation.random().nextInt(MOST_AT_ONCE); left > 0; left--) {
            send(producer, simulation.chance(0.8) ? partition : stage.anyPartition(), !transaction || commit);
        }
        if (transaction) {
            end(producer, commit);
        }
        simulation.stir();
    }

    private static void end(Producer<byte[], byte[]> producer, boolean commit) {
        for (boolean ended = false; !ended;) {
            ended = isEnded(producer, commit);
        }
    }

    private static boolean isEnded(Producer<byte[], byte[]> producer, boolean commit) {
        try {
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
            return true;
        } catch (TimeoutException unanswered) {
            return false;
        }
    }

    private void send(Producer<byte[], byte[]> producer, TopicPartition partition, boolean toBeRead) {
        long number = next++;
        boolean isGarbage = simulation.chance(garbage);
        stage.audit().isSent(number, partition, isGarbage, toBeRead);
        byte[] value = isGarbage ? Records.garbage(number) : Records.valid(number);
        try {
            producer.send(new ProducerRecord<>(
                    partition.topic(), partition.partition(), timestamp(), String.valueOf(number % 7).getBytes(StandardCharsets.UTF_8), value)).get();
            stage.audit().isAcknowledged(number);
            acknowledged++;
        } catch (ExecutionException notAcknowledged) {
            stage.audit().isDoubtful(number);
        } catch (InterruptedException stop) {
            throw new InterruptException(stop);
        }
    }

    private long timestamp() {
        Duration off = simulation.chance(mixedDates) ? Duration.ofDays(simulation.random().nextInt(-3, 3)) : Duration.ZERO;
        return simulation.now().plus(off).toEpochMilli();
    }

    long acknowledged() {
        return acknowledged;
    }

    /** @param share of the records that are no JSON objects */
    void garbage(double share) {
        garbage = share;
    }

    /** @param share of the records whose timestamps are of other days */
    void mixedDates(double share) {
        mixedDates = share;
    }

    /** @param share of the records that are sent in transactions, half of which are aborted */
    void transactions(double share) {
        transactions = share;
    }

    void calm() {
        garbage = USUAL_GARBAGE;
        mixedDates = 0;
        transactions = 0;
    }

    void stop() {
        stopped = true;
    }
}
