package routes.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routes.Lab;
import routes.calendar.Calendars;
import routes.lake.LakeLocation;
import routes.query.QueryFailedException;
import routes.reference.ReferenceTables;
import routes.report.Reports;
import routes.transform.Transform;
import routes.transform.Transforms;
import software.amazon.awssdk.core.sync.RequestBody;

/** Several instances that schedule the same, on one S3. */
@Tag("servers")
@Timeout(120)
class RunsTest {
    private final List<Instance> instances = new ArrayList<>();
    private Lab lab;

    /** One service: its runs, and its life. */
    private record Instance(Runs runs, DefaultCamelContext camel, Transforms transforms, Reports reports) {}

    @BeforeEach
    void prepare() {
        lab = Lab.with();
    }

    @AfterEach
    void stop() {
        instances.forEach(instance -> instance.camel().stop());
    }

    private Runs instance() {
        return start().runs();
    }

    private Instance start() {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.start();
        LakeLocation lake = new LakeLocation(Lab.BUCKET, lab.prefix);
        Transforms transforms = new Transforms(lake, null, null);
        Reports reports = new Reports();
        Runs runs = new Runs(lake, Lab.cloud().s3(), transforms, reports, new ReferenceTables(new Calendars(), lake, null, null));
        runs.setCamelContext(camel);
        runs.setLeaseSeconds(2);
        Instance instance = new Instance(runs, camel, transforms, reports);
        instances.add(instance);
        return instance;
    }

    private List<String> objects() {
        String folder = "runs/%s/".formatted(lab.prefix);
        return Lab.keys(folder).stream().map(key -> key.substring(folder.length())).toList();
    }

    @Test
    void oneInstanceMakesARunAndTheOthersWaitForItsEnd() throws Exception {
        Runs first = instance();
        Runs second = instance();
        assertThat(first.begin("20261125T200000Z")).isEqualTo("20261125T200000Z");

        Future<String> waiting = inBackground(() -> second.begin("20261125T200000Z"));
        await("the first is at work for longer than the lease, and renews it")
                .during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(20)).until(() -> !waiting.isDone());
        first.end("20261125T200000Z");

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(objects()).containsExactly("20261125T200000Z/claim-1", "20261125T200000Z/end");
        assertThat(second.unfinished()).isNull();
    }

    @Test
    void anotherInstanceTakesARunOverWhenTheFirstDied() throws Exception {
        Instance first = start();
        Runs second = instance();
        first.runs().begin("20261125T200000Z");
        first.camel().stop();

        long died = System.nanoTime();
        assertThat(second.begin("20261125T200000Z")).isEqualTo("20261125T200000Z");
        assertThat(Duration.ofNanos(System.nanoTime() - died)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));

        first.runs().end("20261125T200000Z");
        assertThat(objects()).as("who lost it says nothing of its end").containsExactly("20261125T200000Z/claim-1", "20261125T200000Z/claim-2");
        second.end("20261125T200000Z");
        assertThat(objects()).contains("20261125T200000Z/end");
    }

    @Test
    void aRestartedInstanceFindsTheRunThatItDiedIn() {
        String recent = start().runs().begin(null);
        instances.get(0).camel().stop();

        Runs restarted = instance();
        assertThat(restarted.unfinished()).isEqualTo(recent);
        assertThat(restarted.begin(restarted.unfinished())).isEqualTo(recent);
        restarted.end(recent);
        assertThat(instance().unfinished()).isNull();
    }

    @Test
    void whatARunBroughtIsKnownToTheOthersAndAfterARestart() {
        Instance first = start();
        Runs second = instance();
        String failing = first.runs().begin(null);
        first.transforms().failed(Transform.parse("broken", ""), new QueryFailedException("there is no table \"quotes\""));
        first.runs().end(failing);

        Map<String, String> failures = Map.of("transform broken", "transform broken.sql failed: there is no table \"quotes\"");
        assertThat(first.runs().last().failures()).isEqualTo(failures);
        assertThat(second.last()).isEqualTo(RunEnd.NONE);
        assertThat(second.begin(failing)).isNull();
        assertThat(second.last().failures()).isEqualTo(failures);
        Runs restarted = instance();
        assertThat(restarted.unfinished()).isNull();
        assertThat(restarted.last().failures()).isEqualTo(failures);
        assertThat(restarted.last().at()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));

        String good = second.begin("20990101T000000Z");
        second.end(good);
        assertThat(first.runs().begin(good)).isNull();
        assertThat(first.runs().last().failures()).isEmpty();
        assertThat(first.runs().begin(failing)).isNull();
        assertThat(first.runs().last().run()).as("the newest counts").isEqualTo(good);
    }

    @Test
    void whatKeptARunFromBeginningIsToldUntilTheNextOneEnds() {
        Instance instance = start();
        Runs runs = instance.runs();
        Reports reports = instance.reports();
        String run = runs.begin("20261125T200000Z");
        runs.end(run);
        reports.runFailed(new IllegalStateException("S3 is away"));
        runs.end(null);

        assertThat(runs.last().failures()).containsExactly(Map.entry("crawl-and-report", "crawl-and-report failed: S3 is away"));
        assertThat(objects()).containsExactly("20261125T200000Z/claim-1", "20261125T200000Z/end");
        reports.begin();
        runs.end(runs.begin("20261125T210000Z"));
        assertThat(runs.last().failures()).isEmpty();
    }

    @Test
    void aRunOfNowIsANewOneWhateverTheClocksOfOthersSay() {
        Runs runs = instance();
        runs.end(runs.begin("20990101T000000Z"));

        String one = runs.begin(null);
        runs.end(one);
        assertThat(one).isEqualTo("20990101T000001Z");
        assertThat(instance().begin(null)).isEqualTo("20990101T000002Z");
    }

    @Test
    void aRunIsNotMadeWhenALaterOneWas() {
        Runs runs = instance();
        runs.begin("20261125T210000Z");
        runs.end("20261125T210000Z");

        assertThat(instance().begin("20261125T200000Z")).isNull();
        assertThat(instance().begin("20261125T220000Z")).isEqualTo("20261125T220000Z");
    }

    @Test
    void aDayOfRunsEachMinuteIsMoreThanOnePageOfAList() {
        for (int minute = 0; minute < 600; minute++) {
            for (String object : List.of("claim-1", "end")) {
                String run = "20261125T%02d%02d00Z".formatted(minute / 60, minute % 60);
                Lab.cloud().s3().putObject(
                        put -> put.bucket(Lab.BUCKET).key("runs/%s/%s/%s".formatted(lab.prefix, run, object)), RequestBody.empty());
            }
        }
        Runs runs = instance();

        assertThat(runs.begin("20261125T095900Z")).as("the last of them was made").isNull();
        assertThat(runs.begin("20261125T100000Z")).isEqualTo("20261125T100000Z");
    }

    @Test
    void aStoppingInstanceLeavesWhatItCouldNotEnd() {
        Instance stopping = start();
        String run = stopping.runs().begin(null);
        stopping.runs().broken(run);
        stopping.runs().end(run);
        assertThat(objects()).as("a run that broke off while all is well is over").contains(run + "/end");

        String next = stopping.runs().begin("20990101T000000Z");
        stopping.camel().stop();
        stopping.runs().broken(next);
        stopping.runs().end(next);
        assertThat(objects()).doesNotContain(next + "/end");
    }

    @Test
    void neverAreTwoUnderWayAtOnceAndNoneIsMadeTwice() throws Exception {
        List<Runs> all = List.of(instance(), instance(), instance(), instance());
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        Random random = new Random(7);
        List<Callable<Void>> work = new ArrayList<>();
        for (Runs runs : all) {
            List<Integer> pauses = random.ints(5, 0, 60).boxed().toList();
            work.add(() -> {
                for (int fire = 0; fire < 5; fire++) {
                    TimeUnit.MILLISECONDS.sleep(pauses.get(fire));
                    String run = runs.begin("20261125T20000%dZ".formatted(fire));
                    if (run != null) {
                        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                        made.incrementAndGet();
                        TimeUnit.MILLISECONDS.sleep(pauses.get(fire));
                        underWay.decrementAndGet();
                        runs.end(run);
                    }
                }
                return null;
            });
        }

        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> instance : threads.invokeAll(work)) {
                instance.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(most).hasValue(1);
        assertThat(made.get()).isBetween(1, 5);
        assertThat(objects().stream().filter(name -> name.endsWith("/end")).count()).isGreaterThanOrEqualTo(made.get());
        assertThat(objects()).as("the last one was made by somebody").contains("20261125T200004Z/end");
    }

    private static Future<String> inBackground(Callable<String> call) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<String> result = thread.submit(call);
        thread.shutdown();
        return result;
    }
}
