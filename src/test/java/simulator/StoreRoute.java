package simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import routes.batch.Batch;
import routes.delivery.Members;
import routes.kafka.Topics;
import routes.lake.Lake;
import routes.lake.LakeLocation;
import routes.lake.LakeObject;
import routes.lake.LogWentBackException;
import routes.lake.ObjectWriter;
import routes.letter.DeadLetters;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The route kafka-to-s3 of routes.yaml, step by step, and what KafkaBatchConsumer does before it: without Camel, whose contexts would take
 * most of the time. The beans that the steps call are the pipeline's own.
 */
final class StoreRoute implements Members.Store {
    /** For its type converters; it is never started. */
    private static final CamelContext CAMEL = new DefaultCamelContext();

    private final Lake lake;
    private final LakeLocation location;
    private final ObjectWriter objects;
    private final DeadLetters letters = new DeadLetters();
    private final S3Client s3;
    private final Admin admin;
    private final Producer<byte[], byte[]> rejecting;
    private final String deadLetterTopic;

    StoreRoute(
            Lake lake, LakeLocation location, ObjectWriter objects, S3Client s3, Admin admin, Producer<byte[], byte[]> rejecting, String deadLetterTopic) {
        letters.setCamelContext(CAMEL);
        this.lake = lake;
        this.location = location;
        this.objects = objects;
        this.s3 = s3;
        this.admin = admin;
        this.rejecting = rejecting;
        this.deadLetterTopic = deadLetterTopic;
    }

    @Override
    public long store(Batch batch) throws Exception {
        requireSameTopic(batch);
        Long storedBefore = lake.coveredThrough(batch);
        return storedBefore != null ? storedBefore : put(batch);
    }

    private void requireSameTopic(Batch batch) throws LogWentBackException {
        if (!Topics.id(admin, batch.topic()).equals(batch.topicId())) {
            throw new LogWentBackException("topic %s was created anew while they were held".formatted(batch.topic()), batch.records().size());
        }
    }

    private long put(Batch batch) throws Exception {
        LakeObject object = objects.write(batch);
        for (Message letter : letters.of(object.rejected())) {
            reject(letter);
        }
        try {
            s3.putObject(
                    put -> put.bucket(location.bucket()).key(object.key()).metadata(object.metadata()).ifNoneMatch("*"),
                    RequestBody.fromBytes(object.content()));
            return object.endOffset();
        } catch (S3Exception refused) {
            if (refused.statusCode() != 412) {
                throw refused;
            }
            return lake.storedThrough(s3.headObject(head -> head.bucket(location.bucket()).key(object.key())), object.key(), batch);
        }
    }

    private void reject(Message letter) throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = record(deadLetterTopic, letter);
        rejecting.send(record).get();
    }

    /** As the component kafka makes it. */
    static ProducerRecord<byte[], byte[]> record(String topic, Message letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, (byte[]) letter.getHeader(KafkaConstants.KEY), (byte[]) letter.getBody());
        for (Map.Entry<String, Object> header : letter.getHeaders().entrySet()) {
            if (!header.getKey().equals(KafkaConstants.KEY)) {
                record.headers().add(header.getKey(), header.getValue() instanceof byte[] bytes
                        ? bytes
                        : header.getValue().toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return record;
    }
}
