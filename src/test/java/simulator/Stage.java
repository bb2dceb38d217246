package simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import routes.lake.LakeLocation;
import simulator.model.ClientMachine;
import simulator.model.SimulatedKafka;
import simulator.model.SimulatedLog;
import simulator.model.SimulatedS3;

/** Kafka, S3, and the machines with the instances of the service. */
final class Stage {
    static final String TOPIC = "quotes";
    static final String LETTERS = "quotes.rejected";
    static final String GROUP = "stock-market-lake";
    static final String BUCKET = "lake";
    static final List<String> COMPRESSIONS = List.of("none", "gzip", "zstd");
    static final LakeLocation LAKE = new LakeLocation(BUCKET, "raw/quotes");

    private final Scenario scenario;
    private final Simulation simulation;
    private final SimulatedKafka kafka;
    private final SimulatedS3 s3;
    private final Weather everywhere;
    private final Weather producerWeather;
    private final List<Slot> slots = new ArrayList<>();
    private final Audit audit;
    private final Load load;
    private boolean goesOn;
    private String compression;

    Stage(Scenario scenario, Simulation simulation) {
        this.scenario = scenario;
        this.simulation = simulation;
        this.kafka = new SimulatedKafka(simulation);
        this.s3 = new SimulatedS3(simulation).createBucket(BUCKET);
        this.everywhere = new Weather(simulation, null);
        this.producerWeather = new Weather(simulation, null);
        kafka.createTopic(TOPIC, scenario.partitions(), Map.of());
        kafka.createTopic(LETTERS, 1, Map.of());
        this.goesOn = scenario.goesOn();
        this.compression = scenario.compression();
        this.audit = new Audit(this);
        this.load = new Load(this);
    }

    void start() {
        simulation.afterStep(audit::look);
        for (int i = 0; i < scenario.instances(); i++) {
            addSlot();
        }
        simulation.outside().start("producer", load);
    }

    /** Another instance joins. */
    Slot addSlot() {
        Slot slot = new Slot(this, "i" + (slots.size() + 1));
        slots.add(slot);
        slot.start();
        return slot;
    }

    /** As somebody does who wants records read again, or has lost what was committed; perhaps to have them compressed otherwise. */
    void setGroupBack() {
        if (scenario.mayCompressionChange() && simulation.chance(0.3)) {
            compression = COMPRESSIONS.get(simulation.random().nextInt(COMPRESSIONS.size()));
        }
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(GROUP);
        boolean forget = simulation.chance(0.5);
        for (TopicPartition partition : List.copyOf(committed.keySet())) {
            if (forget) {
                committed.remove(partition);
            } else {
                SimulatedLog log = log(partition);
                // where the log went back and its partition waits, the lake lacks what is behind that
                long most = Math.min(committed.get(partition).offset(), Math.min(log.end(), audit.firstMissing(partition)));
                committed.put(partition, new OffsetAndMetadata(log.start() + simulation.random().nextLong(Math.max(1, most - log.start()))));
            }
        }
    }

    /** As somebody does who does not want what the lake is behind by. */
    void setGroupForward() {
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(GROUP);
        for (TopicPartition partition : List.copyOf(committed.keySet())) {
            long from = committed.get(partition).offset();
            long skipped = simulation.random().nextLong(Math.max(1, log(partition).end() - from + 1));
            if (partition.topic().equals(TOPIC) && from + skipped <= log(partition).end()) {
                simulation.tell("the group skips %d offsets of %s from %d on".formatted(skipped, partition, from));
                audit.willBeLost(partition, 0, from + skipped);
                committed.put(partition, new OffsetAndMetadata(from + skipped));
            }
        }
    }

    /** As somebody does who has looked at logs that went back. */
    void goOn() {
        goesOn = true;
        slots.stream().filter(slot -> !slot.isClosed()).forEach(slot -> slot.instance().stop());
    }

    /** Whether a partition whose log went back goes on as its next generation. */
    boolean goesOn() {
        return goesOn;
    }

    /** Of the objects that are written from now on. */
    String compression() {
        return compression;
    }

    Scenario scenario() {
        return scenario;
    }

    Simulation simulation() {
        return simulation;
    }

    SimulatedKafka kafka() {
        return kafka;
    }

    SimulatedS3 s3() {
        return s3;
    }

    Weather everywhere() {
        return everywhere;
    }

    Audit audit() {
        return audit;
    }

    Weather producerWeather() {
        return producerWeather;
    }

    Load load() {
        return load;
    }

    List<Slot> slots() {
        return slots;
    }

    /** Any of them that is there. */
    Slot anySlot() {
        List<Slot> open = slots.stream().filter(slot -> !slot.isClosed()).toList();
        return open.get(simulation.random().nextInt(open.size()));
    }

    TopicPartition anyPartition() {
        return new TopicPartition(TOPIC, simulation.random().nextInt(scenario.partitions()));
    }

    SimulatedLog log(TopicPartition partition) {
        return kafka.log(partition).orElseThrow();
    }

    List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < scenario.partitions(); partition++) {
            partitions.add(new TopicPartition(TOPIC, partition));
        }
        return partitions;
    }

    /** What keeps the instances from going on, as they say. */
    List<String> waitsFor() {
        return slots.stream().filter(slot -> !slot.isClosed()).map(slot -> slot.host().name() + ": " + slot.instance().waitsFor()).toList();
    }

    boolean isAnyLogBack() {
        return waitsFor().stream().anyMatch(sentence -> sentence.contains("went back"));
    }

    SimulatedClients clients(String machine, Weather weather) {
        return clients(kafka.machine(machine, weather));
    }

    SimulatedClients clients(ClientMachine machine) {
        return new SimulatedClients(machine, GROUP);
    }
}
