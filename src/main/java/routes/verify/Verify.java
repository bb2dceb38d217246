package routes.verify;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import routes.batch.LakeOffset;
import routes.kafka.KafkaClients;
import routes.kafka.KafkaLog;
import routes.kafka.Offsets;
import routes.kafka.Topics;
import routes.lake.Lake;
import routes.lake.LakeLocation;
import routes.lake.ObjectKey;
import routes.lake.ObjectReader;
import routes.lake.PartitionObjects;
import routes.lake.StoredObject;
import routes.lang.Errors;
import routes.lang.Host;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Proves the lake: the objects of each partition must tile its offsets from the first to the committed one, without gap or overlap; what
 * is in them must be what their names and metadata say; and every rejected record must be on the dead-letter topic.
 */
public class Verify {
    private static final int AT_ONCE = 8;

    /** An answer without content is little more than a wait, of some ten milliseconds with S3. */
    private static final int AT_ONCE_QUICKLY = 32;

    /** Of an object whose connection breaks while it is read; other failures the SDK has tried again already. */
    private static final int TRIES = 3;

    private final LakeLocation location;
    private final Lake lake;
    private final S3Client s3;
    private final Topics topics;
    private final KafkaClients clients;

    public Verify(LakeLocation location, Lake lake, S3Client s3, Topics topics, KafkaClients clients) {
        this.location = location;
        this.lake = lake;
        this.s3 = s3;
        this.topics = topics;
        this.clients = clients;
    }

    /**
     * A service may write meanwhile. It puts the letters of a batch, then its object, then commits; so it is asked the other way round: an
     * offset that was committed is in an object that is listed then, and the letters of a listed object are on their topic then. What is
     * put after that is left for the next time.
     *
     * @param quick whether names, sizes and metadata are enough, and objects are not read
     */
    public VerifyResult run(boolean quick) {
        String topic = topics.records();
        VerifyResult result = new VerifyResult(topic, quick);
        String topicId = Topics.id(clients, topic);
        Map<Integer, Offsets> offsets = Offsets.of(clients, topic);
        Map<Integer, Long> last = lastObjects(topic, offsets.keySet(), result);
        Map<Integer, RejectedOffsets> rejected = RejectedOffsets.read(clients, topics.deadLetters(), topic);
        ExpiredLetters expired = ExpiredLetters.of(clients, topics.deadLetters());
        List<String> dates = PartitionObjects.dates(s3, location);
        ExecutorService readers = Host.here().threads("verify", atOnce(quick));
        try (KafkaLog log = new KafkaLog(clients)) {
            offsets.forEach((partition, range) -> {
                PartitionCheck check = new PartitionCheck(
                        topic, partition, range, rejected.getOrDefault(partition, RejectedOffsets.NONE), expired, result);
                if (last.containsKey(partition)) {
                    PartitionObjects objects = new PartitionObjects(s3, location, dates, topic, partition, last.get(partition));
                    check(objects, check, quick, readers);
                }
                checkLog(new TopicPartition(topic, partition), topicId, log, check);
                check.end();
            });
        } finally {
            readers.shutdownNow();
        }
        return result;
    }

    /** The start offset of the last object of each partition that has one; what is no object of this topic is a problem. */
    private Map<Integer, Long> lastObjects(String topic, Set<Integer> partitions, VerifyResult result) {
        Map<Integer, Long> last = new HashMap<>();
        ListObjectsV2Request all =
                ListObjectsV2Request.builder().bucket(location.bucket()).prefix(location.prefix() + "/").build();
        for (S3Object listed : s3.listObjectsV2Paginator(all).contents()) {
            ObjectKey.parse(location.prefix(), listed.key())
                    .filter(name -> name.topic().equals(topic) && partitions.contains(name.partition()))
                    .ifPresentOrElse(
                            name -> last.merge(name.partition(), name.startOffset(), Math::max),
                            () -> result.problem("orphan", "%s is no object of topic %s".formatted(listed.key(), topic)));
        }
        return last;
    }

    private static int atOnce(boolean quick) {
        return quick ? AT_ONCE_QUICKLY : AT_ONCE;
    }

    /** Objects are looked at in order, though some are fetched ahead. */
    private void check(PartitionObjects objects, PartitionCheck check, boolean quick, ExecutorService readers) {
        Deque<Future<Looked>> ahead = new ArrayDeque<>();
        while (objects.hasNext() || !ahead.isEmpty()) {
            while (objects.hasNext() && ahead.size() < 4 * atOnce(quick)) {
                PartitionObjects.Listed listed = objects.next();
                ahead.add(readers.submit(() -> look(listed, quick)));
            }
            get(ahead.poll()).tell(check);
        }
    }

    /**
     * What was found at one object.
     *
     * @param object what it says of itself, null when it does not
     * @param problem what is wrong with it, null when nothing is
     * @param unread whether the problem is that S3 did not give it
     */
    private record Looked(PartitionObjects.Listed listed, StoredObject object, String problem, boolean unread) {
        void tell(PartitionCheck check) {
            if (unread) {
                check.addUnread(listed.name().startOffset(), "%s %s".formatted(listed.key(), problem));
                return;
            }
            if (object != null) {
                check.add(object, listed.put());
            }
            if (problem != null) {
                check.problem("content", "%s %s".formatted(listed.key(), problem));
            }
        }
    }

    /** Kafka's log must have what the lake has last, if it has not deleted it. */
    private void checkLog(TopicPartition partition, String topicId, KafkaLog log, PartitionCheck check) {
        if (check.last() != null && !lake.isInKafka(check.last(), partition, topicId, log, log.span(partition))) {
            check.problem("log", "the log of %s went back: Kafka no longer has the last record of %s, at offset %d%s".formatted(
                    partition,
                    check.last().key(),
                    LakeOffset.kafka(check.last().endOffset()),
                    topicId.equals(check.last().topicId()) ? "" : "; the topic was created anew, or comes from another cluster"));
        }
    }

    private Looked look(PartitionObjects.Listed listed, boolean quick) {
        for (int tries = 1; ; tries++) {
            try {
                return quick ? lookAtMetadata(listed) : read(listed);
            } catch (IllegalArgumentException incomplete) {
                return new Looked(listed, null, incomplete.getMessage(), false);
            } catch (S3Exception gone) {
                return gone.statusCode() == 404
                        ? new Looked(listed, null, "cannot be read: it was listed, but is gone", false)
                        : unread(listed, gone);
            } catch (SdkException refused) {
                return unread(listed, refused);
            } catch (UncheckedIOException | IOException broken) {
                if (tries == TRIES) {
                    return unread(listed, broken);
                }
            }
        }
    }

    private static Looked unread(PartitionObjects.Listed listed, Exception why) {
        return new Looked(listed, null, "cannot be read: " + Errors.sentence(why), true);
    }

    private Looked lookAtMetadata(PartitionObjects.Listed listed) {
        StoredObject object = stored(listed, s3.headObject(head -> head.bucket(location.bucket()).key(listed.key())).metadata());
        return new Looked(listed, object, sizeProblem(object, listed), false);
    }

    private Looked read(PartitionObjects.Listed listed) throws IOException {
        try (ResponseInputStream<GetObjectResponse> content = s3.getObject(get -> get.bucket(location.bucket()).key(listed.key()))) {
            StoredObject object = stored(listed, content.response().metadata());
            String problem = ObjectReader.problem(object, new FromS3(content));
            return new Looked(listed, object, problem == null ? sizeProblem(object, listed) : problem, false);
        }
    }

    private static StoredObject stored(PartitionObjects.Listed listed, Map<String, String> metadata) {
        return StoredObject.of(listed.name(), listed.key(), metadata);
    }

    private static String sizeProblem(StoredObject object, PartitionObjects.Listed listed) {
        return object.size() == null || object.size() == listed.size()
                ? null
                : "has %,d bytes, %,d were written".formatted(listed.size(), object.size());
    }

    /** Tells a broken connection from broken content. */
    private static final class FromS3 extends FilterInputStream {
        FromS3(InputStream content) {
            super(content);
        }

        @Override
        public int read() {
            try {
                return super.read();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public void close() {
            // closed by whoever opened it
        }
    }

    private static Looked get(Future<Looked> looked) {
        try {
            return looked.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(Errors.sentence(failed), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
