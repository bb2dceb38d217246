package routes.redrive;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.KafkaClients;
import routes.kafka.Offsets;
import routes.kafka.PartitionRange;
import routes.kafka.Topics;
import routes.lang.Errors;
import routes.letter.DeadLetter;

/**
 * Sends dead letters back where they were rejected, each once: however often it runs, and wherever a run was killed. There is no state
 * beside Kafka: a record that was sent back says in its header {@code redriven} what it repeats, and before anything is sent those
 * headers are looked for. Two runs must not overlap.
 */
public class Redrive {
    /** How many letters are checked at a time for whether they were sent, so that memory does not grow with their number. */
    private static final int AT_ONCE = 500_000;

    private final RowLetters rowLetters;
    private final Topics topics;
    private final KafkaClients clients;

    public Redrive(RowLetters rowLetters, Topics topics, KafkaClients clients) {
        this.rowLetters = rowLetters;
        this.topics = topics;
        this.clients = clients;
    }

    public RedriveResult run(RedriveOptions options) {
        return run(options, System.out::println);
    }

    /** @param shown told a line of each letter that a dry run finds */
    public RedriveResult run(RedriveOptions options, java.util.function.Consumer<String> shown) {
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            return run(options, producer, shown);
        }
    }

    /** Letters that arrive while it runs, such as those of records rejected again, wait for the next run. */
    public RedriveResult run(RedriveOptions options, Producer<byte[], byte[]> producer) {
        return run(options, producer, System.out::println);
    }

    private RedriveResult run(RedriveOptions options, Producer<byte[], byte[]> producer, java.util.function.Consumer<String> shown) {
        try (Consumer<byte[], byte[]> kafka = clients.consumer(Map.of(
                // to ask what it has committed
                ConsumerConfig.GROUP_ID_CONFIG, clients.groupId(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"))) {
            Run run = new Run(kafka, producer, options, new RedriveResult(options.dryRun()), shown);
            Offsets.of(clients, topics.deadLetters()).forEach((partition, offsets) -> {
                long end = Math.min(offsets.end(), options.to() + 1);
                for (long from = Math.max(offsets.first(), options.from()); from < end; from += AT_ONCE) {
                    run.redrive(new PartitionRange(
                            new TopicPartition(topics.deadLetters(), partition), from, Math.min(from + AT_ONCE, end)));
                }
            });
            return run.result;
        }
    }

    private final class Run {
        private final Consumer<byte[], byte[]> kafka;
        private final Producer<byte[], byte[]> producer;
        private final RedriveOptions options;
        private final RedriveResult result;
        private final java.util.function.Consumer<String> shown;

        Run(
                Consumer<byte[], byte[]> kafka,
                Producer<byte[], byte[]> producer,
                RedriveOptions options,
                RedriveResult result,
                java.util.function.Consumer<String> shown) {
            this.kafka = kafka;
            this.producer = producer;
            this.options = options;
            this.result = result;
            this.shown = shown;
        }

        /** Reads the letters twice: first to learn what is to be looked for, then to send what was not found. */
        void redrive(PartitionRange letters) {
            OpenLetters open = new OpenLetters(kafka, topics.records(), row -> rowLetters.asNow(row));
            forEach(letters, open::add);
            open.removeSent();
            forEach(letters, letter -> redrive(letter, open));
            producer.flush();
        }

        private void forEach(PartitionRange letters, java.util.function.Consumer<DeadLetter> action) {
            letters.read(kafka, record -> {
                DeadLetter letter = DeadLetter.of(record);
                if (options.selects(letter)) {
                    action.accept(letter);
                }
            });
        }

        private void redrive(DeadLetter letter, OpenLetters open) {
            if (!open.has(letter)) {
                result.sentBefore();
                return;
            }
            try {
                send(letter, recordOf(letter, open));
                open.sent(letter);
            } catch (NotRedrivenException left) {
                result.left(left.getMessage());
            }
        }

        private ProducerRecord<byte[], byte[]> recordOf(DeadLetter letter, OpenLetters open) throws NotRedrivenException {
            if (letter.isCut()) {
                throw new NotRedrivenException("too long for a letter: the whole record is only where it was rejected");
            }
            if (letter.record().isPresent()) {
                open.requireKnown(letter.record().get());
                return letter.copy(letter.record().get());
            }
            if (letter.row().isPresent()) {
                open.requireRowKnown(letter);
                return rowLetters.record(letter, letter.row().get());
            }
            throw new NotRedrivenException("it does not say what was rejected: it is not from this pipeline");
        }

        private void send(DeadLetter letter, ProducerRecord<byte[], byte[]> record) {
            if (options.dryRun()) {
                shown.accept(letter.line());
                result.sent(letter.reason());
                return;
            }
            producer.send(record, (metadata, failed) -> {
                if (failed == null) {
                    result.sent(letter.reason());
                } else {
                    result.left("Kafka did not accept it: " + Errors.sentence(failed));
                }
            });
        }
    }
}
