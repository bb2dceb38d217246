package simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.Topics;
import routes.letter.DeadLetters;
import routes.redrive.Redrive;
import routes.redrive.RedriveOptions;
import routes.redrive.RedriveResult;
import simulator.model.KafkaFault;
import simulator.model.LogEntry;
import simulator.model.SimulatedKafka;

/** The command redrive, again and again, while it crashes and Kafka does not answer: each letter has to go back once. */
final class Redrives {
    private static final int LETTERS = 20;
    private static final int PARTITIONS = 3;
    private static final int MOST_RUNS = 20;

    private final Simulation simulation;
    private final SimulatedKafka kafka;
    private final Weather weather;
    private int next;
    /** Of the run that has ended last; null when it broke off. */
    private RedriveResult result;

    private Redrives(long seed) {
        this.simulation = new Simulation(seed, Instant.parse("2026-03-01T12:00:00Z"), new Story(false));
        this.kafka = new SimulatedKafka(simulation);
        this.weather = new Weather(simulation, null);
    }

    /** @return what is wrong, null when nothing is */
    static Violation of(long seed) {
        Redrives all = new Redrives(seed);
        all.simulation.run(all::direct);
        return all.simulation.violation();
    }

    private void direct() {
        kafka.createTopic(Stage.TOPIC, PARTITIONS, Map.of());
        kafka.createTopic(Stage.LETTERS, 1, Map.of());
        rejectSome();
        run(0, false);
        rejectSome();
        result = null;
        for (int run = 1; run < MOST_RUNS && !isComplete(); run++) {
            boolean calm = run > MOST_RUNS / 2;
            weather.kafka(KafkaFault.ANSWER_LOST, calm ? 0 : 0.02);
            weather.kafka(KafkaFault.NO_ANSWER, calm ? 0 : 0.02);
            run(run, calm);
            requireNoneTwice();
        }
        if (!isComplete() || copies().size() != next) {
            simulation.fail("%d of %d letters went back, and redrive says: %s".formatted(
                    copies().size(), next, result == null ? "nothing" : result.whyLeft().toString()), null);
        }
    }

    private boolean isComplete() {
        return result != null && result.complete();
    }

    /** Some have two letters, as a crash can leave them; among them are records that nobody rejected. */
    private void rejectSome() {
        Producer<byte[], byte[]> producer = kafka.machine("producer", call -> KafkaFault.NONE).producer();
        for (int left = LETTERS; left > 0; left--) {
            int number = next++;
            TopicPartition partition = new TopicPartition(Stage.TOPIC, simulation.random().nextInt(PARTITIONS));
            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, Records.valid(number)));
            long offset = kafka.log(partition).orElseThrow().end();
            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, Records.garbage(number)));
            for (int letters = simulation.chance(0.1) ? 2 : 1; letters > 0; letters--) {
                producer.send(letter(partition, offset, number));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> letter(TopicPartition partition, long offset, long number) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Stage.LETTERS, 0, null, Records.garbage(number));
        Map.of(DeadLetters.TOPIC, partition.topic(), DeadLetters.PARTITION, partition.partition(), DeadLetters.OFFSET, offset, DeadLetters.REASON, "no JSON")
                .forEach((name, value) -> letter.headers().add(name, value.toString().getBytes(StandardCharsets.UTF_8)));
        return letter;
    }

    private void run(int run, boolean calm) {
        result = null;
        SimulatedHost host = new SimulatedHost(simulation, "redrive." + run);
        if (!calm && simulation.chance(0.7)) {
            host.crashAfter(simulation.random().nextInt(150));
        }
        SimulatedClients clients = new SimulatedClients(kafka.machine(host.name(), weather), Stage.GROUP);
        host.start("run", () -> {
            result = redrive(clients);
            host.crash();
        });
        while (!host.isDead()) {
            simulation.sleep(Duration.ofSeconds(1));
        }
    }

    private static RedriveResult redrive(SimulatedClients clients) {
        Topics topics = new Topics(clients);
        topics.setRecords(Stage.TOPIC);
        topics.setDeadLetters(Stage.LETTERS);
        try {
            return new Redrive(null, topics, clients).run(RedriveOptions.ALL);
        } catch (KafkaException | IllegalStateException away) {
            return null;
        }
    }

    private void requireNoneTwice() {
        copies().forEach((letter, times) -> {
            if (times > 1) {
                simulation.fail("%s went back %d times".formatted(letter, times), null);
            }
        });
    }

    /** How often each went back: as what stands in the log after the record itself. */
    private Map<String, Integer> copies() {
        Map<String, Integer> copies = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Map<Long, Integer> times = new HashMap<>();
            for (LogEntry entry : kafka.log(new TopicPartition(Stage.TOPIC, partition)).orElseThrow().entries()) {
                if (Records.isGarbage(entry.value()) && times.merge(Records.number(entry.value()), 1, Integer::sum) > 1) {
                    copies.merge("record " + Records.number(entry.value()), 1, Integer::sum);
                }
            }
        }
        return copies;
    }
}
