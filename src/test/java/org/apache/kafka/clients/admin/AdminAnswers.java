package org.apache.kafka.clients.admin;

import java.util.Map;
import org.apache.kafka.clients.admin.internals.CoordinatorKey;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Answers of an {@link Admin} for a model of one: Kafka lets only classes of this package make them. */
public final class AdminAnswers {
    private AdminAnswers() {}

    public static ListTopicsResult topics(KafkaFuture<Map<String, TopicListing>> topics) {
        return new ListTopicsResult(topics);
    }

    public static DescribeTopicsResult descriptions(Map<String, KafkaFuture<TopicDescription>> descriptions) {
        return DescribeTopicsResult.ofTopicNames(descriptions);
    }

    public static CreateTopicsResult created(Map<String, KafkaFuture<CreateTopicsResult.TopicMetadataAndConfig>> created) {
        return new CreateTopicsResult(created);
    }

    public static DeleteTopicsResult deleted(Map<String, KafkaFuture<Void>> deleted) {
        return DeleteTopicsResult.ofTopicNames(deleted);
    }

    public static CreatePartitionsResult partitionsCreated(Map<String, KafkaFuture<Void>> created) {
        return new CreatePartitionsResult(created);
    }

    public static DescribeConfigsResult configs(Map<ConfigResource, KafkaFuture<Config>> configs) {
        return new DescribeConfigsResult(configs);
    }

    public static ListConsumerGroupOffsetsResult offsets(String group, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> offsets) {
        return new ListConsumerGroupOffsetsResult(Map.of(CoordinatorKey.byGroupId(group), offsets));
    }

    public static long time(OffsetSpec.TimestampSpec since) {
        return since.timestamp();
    }
}
