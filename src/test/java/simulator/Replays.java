package simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import routes.kafka.HeaderText;
import routes.kafka.RecordList;
import routes.kafka.Topics;
import routes.letter.DeadLetter;
import routes.letter.DeadLetters;
import routes.letter.RowOrigin;
import routes.record.CsvRows;
import routes.record.RowRecords;
import routes.redrive.Redrive;
import routes.redrive.RedriveOptions;
import routes.redrive.RedriveResult;
import routes.redrive.RowLetters;
import routes.replay.Replay;
import routes.replay.ReplayPosition;
import routes.replay.SourceSettings;
import routes.replay.Steering;
import routes.source.RawRow;
import simulator.model.KafkaFault;
import simulator.model.SimulatedKafka;

/**
 * The replay of a file, while it crashes, its route is loaded again, Kafka does not answer, partitions are slow, somebody steers, and the
 * file grows: of each pass, each row has to be there once, as a record or as a letter. At last the columns are corrected, the replay goes
 * on, and the letters go back: then each row is there once as a record.
 */
final class Replays {
    private static final int PARTITIONS = 3;
    private static final int SYMBOLS = 7;
    private static final int ROWS_A_DAY = 50;
    private static final LocalDate FIRST_DAY = LocalDate.parse("2020-01-01");
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final Duration CALM = Duration.ofMinutes(20);
    /** After a list of up to 1,000 rows: then the next one waits. */
    private static final int MOST_IN_FLIGHT = 100;

    private final Simulation simulation;
    private final SimulatedKafka kafka;
    private final Weather weather;
    private final Path file;
    /** Rows that the file has had. */
    private final TreeSet<Long> sizes = new TreeSet<>();
    /** Passes during which somebody steered. */
    private final Set<Long> mayBeCut = new HashSet<>();
    private long lastPass;
    private SimulatedHost host;
    private Replaying replaying;
    private boolean calm;
    private String types = "symbol:string,trade_date:date,price:double";

    private Replays(long seed, Path file) {
        this.simulation = new Simulation(seed, Instant.parse("2026-03-01T12:00:00Z"), new Story(false));
        this.kafka = new SimulatedKafka(simulation);
        this.weather = new Weather(simulation, null);
        this.file = file;
    }

    /** @return what is wrong, null when nothing is */
    static Violation of(long seed) {
        try {
            Path file = Files.createTempFile("replay", ".csv");
            try {
                Replays all = new Replays(seed, file);
                all.simulation.run(all::direct);
                return all.simulation.violation();
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void direct() {
        kafka.createTopic(Stage.TOPIC, PARTITIONS, Map.of());
        kafka.createTopic(Stage.LETTERS, 1, Map.of());
        write("symbol,trade_date,price\n");
        grow(3000);
        start();
        while (simulation.age().compareTo(LENGTH) < 0) {
            simulation.sleep(simulation.between(Duration.ofMillis(100), simulation.chance(0.5) ? Duration.ofSeconds(20) : Duration.ofMinutes(4)));
            strike();
        }
        calm = true;
        weather.clearKafka();
        host.crashAfter(-1);
        awaitPass(2);
        types = "symbol:string,trade_date:date,price:string";
        host.crash();
        if (simulation.chance(0.5)) {
            grow(500);
        }
        long whole = awaitPass(2) - 1;
        host.whenDead(() -> {});
        host.crash();
        redrive();
        requireOnce(whole);
    }

    /** @return the pass that has begun, so many after the one that was under way */
    private long awaitPass(int more) {
        simulation.sleep(Duration.ofMinutes(2));
        long wanted = replaying.replay.pass() + more;
        Instant end = simulation.now().plus(CALM);
        while (replaying.replay.pass() < wanted) {
            if (simulation.now().isAfter(end)) {
                simulation.fail("the replay is still in pass %d".formatted(replaying.replay.pass()), null);
            }
            simulation.sleep(Duration.ofSeconds(1));
        }
        return wanted;
    }

    private void strike() {
        switch (simulation.random().nextInt(8)) {
            case 0 -> host.crash();
            case 1 -> host.crashAfter(simulation.random().nextInt(4000));
            case 2 -> host.freeze(simulation.between(Duration.ofSeconds(1), Duration.ofMinutes(1)));
            case 3 -> {
                Replaying stopped = replaying;
                host.start("stop", stopped::stop);
            }
            case 4 -> steer(Steering::restart);
            case 5 -> steer(replay -> replay.seek(day(simulation.random().nextLong(sizes.first()) + 1).toString()));
            case 6 -> {
                host.crash();
                grow(500);
            }
            default -> {
                weather.kafka(KafkaFault.NO_ANSWER, 0.2);
                simulation.sleep(simulation.between(Duration.ofSeconds(1), Duration.ofMinutes(5)));
                weather.clearKafka();
            }
        }
    }

    private void steer(Consumer<Steering> how) {
        lastPass = Math.max(lastPass, replaying.replay.pass());
        mayBeCut.add(lastPass);
        how.accept(new Steering(replaying.replay));
    }

    /** Rows follow those that are there; some are broken. */
    private void grow(int most) {
        long before = sizes.isEmpty() ? 0 : sizes.last();
        long more = 1 + simulation.random().nextInt(most);
        StringBuilder rows = new StringBuilder();
        for (long row = before + 1; row <= before + more; row++) {
            rows.append("S%d,%s,%s\n".formatted(
                    simulation.random().nextInt(SYMBOLS), day(row), simulation.chance(0.03) ? "p" + row : String.valueOf(row + 0.5)));
        }
        write(rows.toString());
        sizes.add(before + more);
    }

    private void write(String text) {
        try {
            Files.writeString(file, text, UTF_8, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static LocalDate day(long row) {
        return FIRST_DAY.plusDays((row - 1) / ROWS_A_DAY);
    }

    private void start() {
        host = new SimulatedHost(simulation, "replay");
        replaying = new Replaying(host);
        if (!calm && simulation.chance(0.3)) {
            host.crashAfter(simulation.random().nextInt(8000));
        }
        Replaying started = replaying;
        host.start("pass", started::go);
        host.whenDead(() -> simulation.outside().start("restart", () -> {
            simulation.sleep(simulation.between(Duration.ofSeconds(1), Duration.ofMinutes(1)));
            start();
        }));
    }

    /** Of each pass that is over, its rows up to one, or those from a market time up to one: to the end, unless somebody had the replay begin anew. */
    private void requireOnce(long lastWhole) {
        TreeMap<Long, TreeMap<Long, Integer>> passes = new TreeMap<>();
        Map<Long, String> begins = new HashMap<>();
        kafka.topic(Stage.TOPIC).orElseThrow().logs().stream().flatMap(log -> log.entries().stream()).forEach(entry -> {
            Headers headers = new RecordHeaders(entry.headers());
            RowOrigin row = RowOrigin.of(headers).or(() -> RowOrigin.parse(HeaderText.of(headers, DeadLetter.REDRIVEN))).orElseThrow();
            passes.computeIfAbsent(row.pass(), first -> new TreeMap<>()).merge(row.row(), 1, Integer::sum);
            begins.merge(row.pass(), HeaderText.of(headers, ReplayPosition.FROM), (one, other) -> one.isEmpty() ? other : one);
        });
        passes.headMap(lastWhole, true).forEach((pass, rows) -> {
            long first = first(begins.get(pass));
            rows.forEach((row, times) -> {
                if (times > 1) {
                    simulation.fail("row %d is there %d times in pass %d".formatted(row, times, pass), null);
                }
            });
            if (rows.firstKey() != first || rows.lastKey() - first + 1 != rows.size()) {
                simulation.fail("pass %d has %d rows from %d to %d; it began at %d".formatted(pass, rows.size(), rows.firstKey(), rows.lastKey(), first), null);
            }
            if (!mayBeCut.contains(pass) && !sizes.contains(rows.lastKey())) {
                simulation.fail("pass %d ended at row %d, and nobody wanted it".formatted(pass, rows.lastKey()), null);
            }
        });
    }

    private static long first(String from) {
        return from.isEmpty() ? 1 : (LocalDate.parse(from.substring(0, 10)).toEpochDay() - FIRST_DAY.toEpochDay()) * ROWS_A_DAY + 1;
    }

    /** Again and again, until nothing is left. */
    private void redrive() {
        RedriveResult result = null;
        for (int run = 0; run < 20 && (result == null || !result.complete()); run++) {
            SimulatedHost machine = new SimulatedHost(simulation, "redrive." + run);
            if (run < 10) {
                machine.crashAfter(simulation.random().nextInt(400));
            }
            RedriveResult[] ended = new RedriveResult[1];
            machine.start("run", () -> {
                Replaying corrected = new Replaying(machine);
                RowLetters rows = new RowLetters(corrected.replay, corrected.csvRows, corrected.rowRecords, corrected.topics, corrected.clients);
                rows.setCamelContext(Camel.CONTEXT);
                ended[0] = new Redrive(rows, corrected.topics, corrected.clients).run(RedriveOptions.ALL);
                machine.crash();
            });
            while (!machine.isDead()) {
                simulation.sleep(Duration.ofSeconds(1));
            }
            result = ended[0];
        }
        if (result == null || !result.complete()) {
            simulation.fail("letters are left: %s".formatted(result == null ? "no run ended" : result.whyLeft().toString()), null);
        }
    }

    /** The routes replay and csv-to-kafka of routes.yaml, step by step, in one process; the beans that the steps call are the pipeline's own. */
    private final class Replaying {
        private final SimulatedClients clients;
        private final Producer<byte[], byte[]> producer;
        private final Topics topics;
        private final Replay replay;
        private final CsvRows csvRows = new CsvRows();
        private final RowRecords rowRecords;
        private final DeadLetters letters = new DeadLetters();
        private final SimulatedHost machine;
        private boolean stopping;
        private Sending sending;

        Replaying(SimulatedHost machine) {
            this.machine = machine;
            this.clients = new SimulatedClients(kafka.machine(machine.name(), weather), Stage.GROUP);
            this.producer = kafka.machine(machine.name() + " producer", call -> KafkaFault.NONE).producer();
            this.topics = new Topics(clients);
            topics.setRecords(Stage.TOPIC);
            topics.setDeadLetters(Stage.LETTERS);
            SourceSettings source = new SourceSettings();
            source.setFile(file.toString());
            source.setTypes(types);
            source.setKeyColumn("symbol");
            this.replay = new Replay(source, topics, clients);
            letters.setCamelContext(Camel.CONTEXT);
            this.rowRecords = new RowRecords(replay, letters, topics);
        }

        void go() {
            sending = new Sending(this);
            while (true) {
                try {
                    if (!stopping) {
                        pass();
                    }
                } catch (KafkaException | IllegalStateException broken) {
                    simulation.tell("the pass broke off: " + broken.getMessage());
                }
                simulation.sleep(Duration.ofSeconds(1));
            }
        }

        private void pass() {
            Sending sending = this.sending;
            sending.await();
            Iterator<List<RawRow>> pass = replay.pass(Camel.exchange(this));
            while (pass.hasNext()) {
                RowRecords.Outgoing outgoing = rowRecords.of(csvRows.unmarshal(null, pass.next()));
                sending.send(outgoing.records());
                outgoing.rejected().forEach(letter -> producer.send(StoreRoute.record(Stage.LETTERS, letter)));
                rowRecords.rejected(outgoing.rejected());
            }
            sending.await();
            replay.passed();
        }

        /** As when routes.yaml is edited: the route stops, with its client, and is loaded again in the same process. */
        void stop() {
            if (stopping) {
                return;
            }
            stopping = true;
            simulation.sleep(simulation.between(Duration.ofSeconds(1), Duration.ofSeconds(40)));
            sending.close();
            sending = new Sending(this);
            stopping = false;
        }
    }

    /** Kafka's client: what it was given goes to each partition in order, but to one sooner than to another. */
    private final class Sending {
        private final Replaying of;
        private final Map<Integer, Queue<Runnable>> queues = new HashMap<>();
        private int inFlight;
        private boolean closed;

        Sending(Replaying of) {
            this.of = of;
        }

        void send(RecordList records) {
            awaitAtMost(MOST_IN_FLIGHT);
            int[] missing = {records.size()};
            for (ProducerRecord<byte[], byte[]> record : records) {
                inFlight++;
                Queue<Runnable> queue = queues.computeIfAbsent(record.partition(), this::queue);
                queue.add(() -> {
                    of.producer.send(record);
                    inFlight--;
                    if (--missing[0] == 0) {
                        records.whenDelivered().run();
                    }
                });
            }
        }

        private Queue<Runnable> queue(int partition) {
            Queue<Runnable> queue = new ArrayDeque<>();
            of.machine.start("send-" + partition, () -> {
                while (!closed) {
                    if (queue.isEmpty()) {
                        simulation.sleep(Duration.ofMillis(200));
                    } else {
                        simulation.sleep(simulation.between(Duration.ZERO, simulation.chance(0.98) ? Duration.ofSeconds(1) : Duration.ofMinutes(1)));
                        for (int burst = simulation.random().nextInt(100); burst >= 0 && !queue.isEmpty() && !closed; burst--) {
                            queue.remove().run();
                        }
                    }
                }
            });
            return queue;
        }

        void await() {
            awaitAtMost(0);
        }

        private void awaitAtMost(int most) {
            while (inFlight > most) {
                if (closed) {
                    throw new IllegalStateException("closed while records were on their way");
                }
                simulation.sleep(Duration.ofMillis(200));
            }
        }

        void close() {
            closed = true;
        }
    }

    /** What the beans ask Camel for. */
    private static final class Camel {
        /** For its type converters; it is never started. */
        static final CamelContext CONTEXT = new DefaultCamelContext();

        static Exchange exchange(Replaying replaying) {
            Object consumer = answering(Map.of("isStopping", () -> replaying.stopping), org.apache.camel.Consumer.class, StatefulService.class);
            Object route = answering(Map.of("getConsumer", () -> consumer), Route.class);
            Object context = answering(Map.of("getRoute", () -> route), CamelContext.class);
            return (Exchange) answering(Map.of("getContext", () -> context, "getFromRouteId", () -> "csv-to-kafka"), Exchange.class);
        }

        /** @param answers by the name of the method; of all others it is false */
        private static Object answering(Map<String, Supplier<Object>> answers, Class<?>... types) {
            return Proxy.newProxyInstance(
                    Replays.class.getClassLoader(), types, (proxy, method, arguments) -> answers.getOrDefault(method.getName(), () -> false).get());
        }
    }
}
