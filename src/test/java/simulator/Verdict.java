package simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import routes.kafka.Topics;
import routes.lake.Lake;
import routes.verify.Verify;
import routes.verify.VerifyResult;
import simulator.model.SimulatedS3;

/** Asks {@code verify} at the end, when nothing is under way, and knows what it has to say. */
final class Verdict {
    private final Stage stage;
    private final Simulation simulation;

    Verdict(Stage stage) {
        this.stage = stage;
        this.simulation = stage.simulation();
    }

    void check() {
        VerifyResult result = verify();
        boolean nothingLost = !stage.audit().hasKafkaLostAnything();
        List<String> gaps = stage.audit().gaps();
        if (nothingLost && !result.clean()) {
            simulation.fail("verify finds what is not there: " + result.problems(), null);
        } else if (!gaps.isEmpty() && result.clean()) {
            simulation.fail("verify does not find the gaps " + gaps, null);
        } else if (result.clean()) {
            damageAndCheck();
        }
    }

    private VerifyResult verify() {
        SimulatedClients clients = stage.clients("verify", new Weather(simulation, null));
        Topics topics = new Topics(clients);
        topics.setRecords(Stage.TOPIC);
        topics.setDeadLetters(Stage.LETTERS);
        var s3 = stage.s3().client(call -> simulator.model.S3Fault.NONE);
        return new Verify(Stage.LAKE, new Lake(Stage.LAKE, s3, clients), s3, topics, clients).run(false);
    }

    /** Does to an object what nobody should. */
    private void damageAndCheck() {
        NavigableMap<String, SimulatedS3.Stored> objects = stage.s3().objects(Stage.BUCKET);
        List<String> keys = new ArrayList<>(objects.keySet().stream().filter(key -> key.startsWith(Stage.LAKE.prefix())).toList());
        if (keys.isEmpty()) {
            return;
        }
        RandomGenerator random = simulation.random();
        String key = keys.get(random.nextInt(keys.size()));
        SimulatedS3.Stored object = objects.get(key);
        String done = switch (random.nextInt(3)) {
            case 0 -> {
                objects.put(key, with(object, cut(object.content()), object.metadata()));
                yield "cut " + key;
            }
            case 1 -> {
                Map<String, String> metadata = new TreeMap<>(object.metadata());
                metadata.merge("end-offset", "1", (end, one) -> String.valueOf(Long.parseLong(end) + 1));
                objects.put(key, with(object, object.content(), metadata));
                yield "another end offset in the metadata of " + key;
            }
            default -> {
                // of a generation that no log has come to
                objects.put(key.replaceFirst("-00(\\d{18})", "-01$1"), object);
                yield "a copy of %s with another name".formatted(key);
            }
        };
        if (verify().clean()) {
            simulation.fail("verify does not find the damage: " + done, null);
        }
    }

    private static byte[] cut(byte[] content) {
        return content.length == 0 ? new byte[] {'x'} : java.util.Arrays.copyOf(content, content.length - 1);
    }

    private static SimulatedS3.Stored with(SimulatedS3.Stored object, byte[] content, Map<String, String> metadata) {
        return new SimulatedS3.Stored(content, metadata, object.contentType(), object.etag(), object.lastModified());
    }
}
