package simulator.model;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/** A topic. One that was deleted and created anew has another id. */
public record SimulatedTopic(String name, Uuid id, List<SimulatedLog> logs, Map<String, String> configs) {
    static final Node NODE = new Node(1, "simulated", 9092);

    static SimulatedTopic of(String name, Uuid id, int partitions, Map<String, String> configs) {
        return new SimulatedTopic(name, id, Stream.generate(SimulatedLog::new).limit(partitions).toList(), configs);
    }

    SimulatedTopic withPartitions(int total) {
        return new SimulatedTopic(
                name, id, Stream.concat(logs.stream(), Stream.generate(SimulatedLog::new).limit(total - logs.size())).toList(), configs);
    }

    List<TopicPartition> partitions() {
        return IntStream.range(0, logs.size()).mapToObj(partition -> new TopicPartition(name, partition)).toList();
    }

    List<PartitionInfo> partitionInfos() {
        return partitions().stream()
                .map(partition -> new PartitionInfo(name, partition.partition(), NODE, new Node[] {NODE}, new Node[] {NODE}))
                .toList();
    }

    List<TopicPartitionInfo> descriptions() {
        return partitions().stream()
                .map(partition -> new TopicPartitionInfo(partition.partition(), NODE, List.of(NODE), List.of(NODE)))
                .toList();
    }
}
