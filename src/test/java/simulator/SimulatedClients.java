package simulator;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;
import routes.kafka.KafkaClients;
import simulator.model.ClientMachine;

/** Clients of the simulated Kafka, with the settings that the route kafka-to-s3 has. */
final class SimulatedClients extends KafkaClients {
    static final int MOST_AT_ONCE = 50;
    private static final Map<String, Object> ROUTE = Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(MOST_AT_ONCE),
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());

    private final ClientMachine machine;
    private final String group;

    SimulatedClients(ClientMachine machine, String group) {
        this.machine = machine;
        this.group = group;
    }

    @Override
    public String brokers() {
        return "simulated:9092";
    }

    @Override
    public String groupId() {
        return group;
    }

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(ROUTE);
        all.putAll(settings);
        return machine.consumer(all);
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        return machine.producer();
    }

    @Override
    public Admin admin() {
        return machine.admin();
    }
}
