package simulator.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3 as it promises to be: what was put is there for all from that moment on, and a condition holds at the moment of the put. */
public final class SimulatedS3 {
    /** That of the bytes of the keys. */
    private static final Comparator<String> ORDER =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final World world;
    private final Map<String, NavigableMap<String, Stored>> buckets = new HashMap<>();
    private final List<Arrival> underWay = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private Duration ahead = Duration.ZERO;

    /**
     * An object.
     *
     * @param etag with its quotation marks
     * @param lastModified in whole seconds, by S3's clock
     */
    public record Stored(byte[] content, Map<String, String> metadata, String contentType, String etag, Instant lastModified) {}

    /**
     * What became of a key.
     *
     * @param now the object, null when it was deleted
     */
    public record Change(Instant at, String bucket, String key, Stored now) {}

    private record Arrival(Instant at, Runnable effect) {}

    public SimulatedS3(World world) {
        this.world = world;
    }

    /** A client of its own for each instance. */
    public S3Client client(S3Faults faults) {
        return new SimulatedS3Client(this, world, faults);
    }

    /** All buckets that are needed, before the simulation. */
    public SimulatedS3 createBucket(String bucket) {
        buckets.put(bucket, new TreeMap<>(ORDER));
        return this;
    }

    /** @param ahead how much S3's clock is ahead of the world's, from now on */
    public void setClock(Duration ahead) {
        this.ahead = ahead;
    }

    /** By S3's clock. */
    Instant now() {
        return world.now().plus(ahead);
    }

    /** The objects of a bucket as they are, in the order of their keys; seen by the simulation, not by a client. */
    public NavigableMap<String, Stored> objects(String bucket) {
        arrive();
        NavigableMap<String, Stored> objects = buckets.get(bucket);
        if (objects == null) {
            throw S3Errors.noSuchBucket();
        }
        return objects;
    }

    /** All puts and deletes that were applied, in that order. */
    public List<Change> changes() {
        return changes;
    }

    /** What clients have given up and what S3 gets only later. */
    void arriveLater(Instant at, Runnable effect) {
        underWay.add(new Arrival(at, effect));
    }

    private void arrive() {
        if (underWay.isEmpty()) {
            return;
        }
        List<Arrival> due = underWay.stream()
                .filter(one -> !one.at().isAfter(world.now()))
                .sorted(Comparator.comparing(Arrival::at))
                .toList();
        underWay.removeAll(due);
        due.forEach(one -> {
            try {
                one.effect().run();
            } catch (S3Exception refused) {
                // nobody waits for the answer
            }
        });
    }

    /**
     * @param ifMatch an etag that the object must have, null for any
     * @param ifNoneMatch {@code *}: there must be none; null for any
     */
    Stored put(String bucket, String key, byte[] content, Map<String, String> metadata, String contentType, String ifMatch, String ifNoneMatch) {
        Stored before = objects(bucket).get(key);
        if (ifNoneMatch != null && before != null) {
            throw S3Errors.preconditionFailed();
        }
        if (ifMatch != null && before == null) {
            throw S3Errors.noSuchKey();
        }
        if (ifMatch != null && !ifMatch.equals(before.etag())) {
            throw S3Errors.preconditionFailed();
        }
        Stored stored = new Stored(content, lowerCase(metadata), contentType, etag(content), now().truncatedTo(ChronoUnit.SECONDS));
        objects(bucket).put(key, stored);
        changes.add(new Change(world.now(), bucket, key, stored));
        return stored;
    }

    Stored get(String bucket, String key) {
        return Optional.ofNullable(objects(bucket).get(key)).orElseThrow(S3Errors::noSuchKey);
    }

    /** Also when there is none. */
    void delete(String bucket, String key) {
        if (objects(bucket).remove(key) != null) {
            changes.add(new Change(world.now(), bucket, key, null));
        }
    }

    private static Map<String, String> lowerCase(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    private static String etag(byte[] content) {
        try {
            return "\"" + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content)) + "\"";
        } catch (NoSuchAlgorithmException always) {
            throw new IllegalStateException(always);
        }
    }
}
