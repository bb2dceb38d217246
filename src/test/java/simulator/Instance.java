package simulator;

import java.util.concurrent.ExecutorService;
import routes.delivery.Members;
import routes.lake.Lake;
import routes.lake.ObjectWriter;
import simulator.model.ClientMachine;
import software.amazon.awssdk.services.s3.S3Client;

/** The service on one machine, from its start to its crash or stop. */
final class Instance {
    /** The thread that polls is called so. */
    static final String POLL = "poll";

    private static final int WRITERS = 2;
    /** What one poll brings beyond it: so many records, each of which may be a batch of its own, and a batch takes at least 4 KiB. */
    private static final long BEYOND = SimulatedClients.MOST_AT_ONCE * 4096L;

    private final SimulatedHost host;
    private final ClientMachine machine;
    private final Settings settings;
    private final Members.Member member;

    Instance(Stage stage, SimulatedHost host, Weather weather, Settings settings) {
        this.host = host;
        this.settings = settings;
        this.machine = stage.kafka().machine(host.name(), weather);
        SimulatedClients clients = stage.clients(machine);
        S3Client s3 = stage.s3().client(weather);
        Lake lake = new Lake(Stage.LAKE, s3, clients);
        ObjectWriter objects = new ObjectWriter(Stage.LAKE);
        objects.setCompression(stage.compression());
        StoreRoute route = new StoreRoute(lake, Stage.LAKE, objects, s3, clients.admin(), clients.producer(), Stage.LETTERS);
        ExecutorService checks = host.threads("check", 1);
        ExecutorService writers = host.threads("write", WRITERS);
        this.member = Members.of(clients, Stage.TOPIC, lake, settings.limits(), stage.goesOn(), checks, writers, route, settings.memory());
    }

    void start() {
        host.start(POLL, () -> {
            member.run();
            // what is left of the process ends with it
            host.crash();
        });
    }

    /** Its part in Kafka's eyes. */
    ClientMachine machine() {
        return machine;
    }

    SimulatedHost host() {
        return host;
    }

    /** As a service manager asks: it writes what it holds, leaves the group, and ends. */
    void stop() {
        member.stop();
    }

    /** Whether it holds no more than it may. */
    boolean isWithinMemory() {
        return member.memory() <= settings.memory() + BEYOND;
    }

    String waitsFor() {
        return member.waitsFor();
    }
}
