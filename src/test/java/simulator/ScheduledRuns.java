package simulator;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import routes.calendar.Calendars;
import routes.lang.Host;
import routes.reference.ReferenceTables;
import routes.report.Reports;
import routes.run.Runs;
import routes.transform.Transforms;
import simulator.model.S3Fault;
import simulator.model.SimulatedS3;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Instances of the service that fire the same schedule, with the pipeline's own {@link Runs} on one S3: who makes a run, and how often,
 * while they crash and stand still, S3 fails, and their clocks differ.
 */
final class ScheduledRuns {
    private static final Duration LENGTH = Duration.ofHours(6);
    private static final Duration EVERY = Duration.ofMinutes(20);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** Of which the runs ask only whether it stops. */
    private static final CamelContext GOES_ON = (CamelContext) Proxy.newProxyInstance(
            ScheduledRuns.class.getClassLoader(), new Class<?>[] {CamelContext.class}, (proxy, method, arguments) -> false);

    private final Simulation simulation;
    private final SimulatedS3 s3;
    private final Weather weather;
    private final boolean withFaults;
    /** Who is at work, by run. */
    private final Map<String, SimulatedHost> atWork = new HashMap<>();
    /** How often each was made from beginning to end. */
    private final Map<String, Integer> made = new HashMap<>();
    /** Since when each waits for its turn. */
    private final Map<SimulatedHost, Instant> waiting = new HashMap<>();
    private final SimulatedHost[] hosts;

    private ScheduledRuns(long seed, boolean withFaults) {
        this.withFaults = withFaults;
        this.simulation = new Simulation(seed, Instant.parse("2026-03-01T11:50:00Z"), new Story(false));
        this.s3 = new SimulatedS3(simulation).createBucket(Stage.BUCKET);
        this.weather = new Weather(simulation, null);
        this.hosts = new SimulatedHost[1 + simulation.random().nextInt(3)];
    }

    /** @return what is wrong, null when nothing is */
    static Violation of(long seed, boolean withFaults) {
        ScheduledRuns all = new ScheduledRuns(seed, withFaults);
        all.simulation.run(all::direct);
        return all.simulation.violation();
    }

    private void direct() {
        for (int slot = 0; slot < hosts.length; slot++) {
            start(slot);
        }
        while (withFaults && simulation.age().compareTo(LENGTH) < 0) {
            simulation.sleep(simulation.between(Duration.ofSeconds(1), Duration.ofMinutes(30)));
            strike(hosts[simulation.random().nextInt(hosts.length)]);
        }
        weather.clearS3();
        for (SimulatedHost host : hosts) {
            host.crashAfter(-1);
        }
        Instant calm = simulation.now().plus(EVERY);
        simulation.sleep(EVERY.multipliedBy(6));
        requireMade(calm);
        requireNobodyWaits();
    }

    private void strike(SimulatedHost host) {
        switch (simulation.random().nextInt(4)) {
            case 0 -> host.crash();
            case 1 -> host.crashAfter(simulation.random().nextInt(40));
            case 2 -> host.freeze(simulation.between(Duration.ofSeconds(1), Duration.ofMinutes(5)));
            default -> {
                S3Fault.Kind[] kinds = S3Fault.Kind.values();
                weather.s3(kinds[1 + simulation.random().nextInt(kinds.length - 1)], 0.3);
                simulation.sleep(simulation.between(Duration.ofSeconds(1), Duration.ofMinutes(10)));
                weather.clearS3();
            }
        }
    }

    private void start(int slot) {
        SimulatedHost host = new SimulatedHost(simulation, "i" + slot);
        host.setClock(simulation.chance(0.5) ? Duration.ZERO : simulation.between(Duration.ofMinutes(-5), Duration.ofMinutes(5)));
        hosts[slot] = host;
        host.whenDead(() -> simulation.outside().start("restart " + slot, () -> {
            atWork.values().removeIf(dead -> dead == host);
            simulation.sleep(simulation.between(Duration.ofSeconds(1), Duration.ofMinutes(2)));
            start(slot);
        }));
        host.start("fire", () -> fire(host, runs()));
    }

    private Runs runs() {
        Reports reports = new Reports();
        Runs runs = new Runs(
                Stage.LAKE, s3.client(weather), new Transforms(Stage.LAKE, null, null), reports,
                new ReferenceTables(new Calendars(), Stage.LAKE, null, null));
        runs.setCamelContext(GOES_ON);
        runs.setLeaseSeconds(LEASE.toSeconds());
        return runs;
    }

    /** As the routes of crawl-and-report do. */
    private void fire(SimulatedHost host, Runs runs) {
        try {
            String unfinished = runs.unfinished();
            if (unfinished != null) {
                make(host, runs, unfinished);
            }
        } catch (SdkException away) {
            simulation.tell("what is unfinished is not known: " + away.getMessage());
        }
        while (true) {
            Instant now = Host.here().wallClock();
            Instant next = now.truncatedTo(ChronoUnit.HOURS);
            while (!next.isAfter(now)) {
                next = next.plus(EVERY);
            }
            simulation.sleep(Duration.between(now, next));
            make(host, runs, NAME.format(next));
            if (withFaults && simulation.age().compareTo(LENGTH) < 0 && simulation.chance(0.5)) {
                // somebody wants one now
                simulation.sleep(simulation.between(Duration.ZERO, EVERY));
                make(host, runs, null);
            }
        }
    }

    private void make(SimulatedHost host, Runs runs, String wanted) {
        String run = null;
        try {
            waiting.put(host, simulation.now());
            run = runs.begin(wanted);
            waiting.remove(host);
            if (run != null) {
                begins(run, host);
                simulation.sleep(simulation.between(Duration.ofSeconds(1), Duration.ofMinutes(5)));
                made.merge(run, 1, Integer::sum);
                atWork.remove(run, host);
                runs.end(run);
            }
        } catch (SdkException away) {
            waiting.remove(host);
            atWork.remove(run, host);
            runs.broken(run);
            runs.end(run);
        }
    }

    private void begins(String run, SimulatedHost host) {
        simulation.tell("begins " + run);
        atWork.forEach((other, holder) -> {
            if (holder != host && wasHeardAllTheTime(other)) {
                simulation.fail("%s begins run %s while %s, which gives signs of life, is at work on %s".formatted(host.name(), run, holder.name(), other), null);
            }
        });
        SimulatedS3.Stored end = s3.objects(Stage.BUCKET).get(folder(run) + "end");
        List<Instant> claims = puts(run, "claim-");
        if (end != null && claims.get(claims.size() - 1).isAfter(puts(run, "end").get(0))) {
            simulation.fail("%s begins run %s, which was over when it claimed it".formatted(host.name(), run), null);
        }
        atWork.put(run, host);
    }

    /** Whether its claim was never older than the lease, but for the second that S3's times are cut to. */
    private boolean wasHeardAllTheTime(String run) {
        Instant last = null;
        for (Instant at : puts(run, "claim-")) {
            if (last != null && Duration.between(last, at).compareTo(LEASE.minusSeconds(1)) >= 0) {
                return false;
            }
            last = at;
        }
        return last != null && Duration.between(last, simulation.now()).compareTo(LEASE.minusSeconds(1)) < 0;
    }

    private List<Instant> puts(String run, String name) {
        return s3.changes().stream().filter(change -> change.key().startsWith(folder(run) + name)).map(SimulatedS3.Change::at).toList();
    }

    private static String folder(String run) {
        return "runs/%s/%s/".formatted(Stage.LAKE.prefix(), run);
    }

    private void requireNobodyWaits() {
        for (SimulatedHost host : hosts) {
            Instant since = waiting.get(host);
            if (since != null && since.isBefore(simulation.now().minus(EVERY))) {
                simulation.fail("%s waits for its turn since %s".formatted(host.name(), since), null);
            }
        }
    }

    /** Where nothing fails each fire is made once; and where it did, each that comes after it has ended. */
    private void requireMade(Instant since) {
        for (Instant fire = since.truncatedTo(ChronoUnit.HOURS); fire.isBefore(simulation.now().minus(EVERY)); fire = fire.plus(EVERY)) {
            String run = NAME.format(fire);
            if (fire.isAfter(since) && made.getOrDefault(run, 0) != 1) {
                simulation.fail("run %s was made %d times; %s".formatted(run, made.getOrDefault(run, 0), new TreeMap<>(made)), null);
            }
        }
    }
}
