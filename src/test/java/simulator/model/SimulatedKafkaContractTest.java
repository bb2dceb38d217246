package simulator.model;

import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

class SimulatedKafkaContractTest extends KafkaContract {
    private final SimulatedKafka kafka = new SimulatedKafka(new StillWorld());
    private final ClientMachine machine = kafka.machine("test", KafkaFaults.NONE);

    @Override
    Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return machine.consumer(settings);
    }

    @Override
    Producer<byte[], byte[]> producer() {
        return machine.producer();
    }

    @Override
    Producer<byte[], byte[]> transactionalProducer(String id) {
        return machine.producer();
    }

    @Override
    Admin admin() {
        return machine.admin();
    }

    @Override
    void changeLeader(TopicPartition partition) {
        log(partition).newLeader();
    }

    @Override
    void loseTail(TopicPartition partition, int records) {
        log(partition).loseTail(log(partition).end() - records);
    }

    @Override
    void compact(TopicPartition partition) {
        log(partition).compact(entry -> log(partition).entries().stream()
                .anyMatch(later -> later.offset() > entry.offset() && Arrays.equals(later.key(), entry.key())));
    }

    private SimulatedLog log(TopicPartition partition) {
        return kafka.log(partition).orElseThrow();
    }
}
