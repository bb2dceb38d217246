package routes.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lake.LakeLocation;
import routes.lang.Errors;
import routes.lang.Host;
import routes.reference.ReferenceTables;
import routes.report.Reports;
import routes.transform.Transforms;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Which of several instances crawls and reports, since all of them schedule it: the one that claims the run, with an object that S3 lets
 * only one create. It renews its claim while it works; when it has not for the lease, another instance claims the run in its turn. What
 * ends a run is an object too, so that none is done twice, and all know what the last one brought. Times are S3's alone: the clocks of
 * the machines may differ.
 *
 * <p>A run is called by the time that it was to begin, {@code 20261125T200500Z}; its objects are
 * {@code runs/raw/quotes/20261125T200500Z/claim-1}, {@code …/claim-2} of whoever took over, and {@code …/end}.
 */
public class Runs implements CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration LONGEST_RUN = Duration.ofDays(1);

    private final Map<String, RunClaim> held = new ConcurrentHashMap<>();
    private volatile RunEnd last = RunEnd.NONE;
    private final String bucket;
    private final String folder;
    private final S3Client s3;
    private final Transforms transforms;
    private final Reports reports;
    private final ReferenceTables references;
    private CamelContext camel;
    private Duration lease = Duration.ofMinutes(1);

    /** @param lake whose runs they are: pipelines that share a bucket have runs of their own */
    public Runs(LakeLocation lake, S3Client s3, Transforms transforms, Reports reports, ReferenceTables references) {
        this.bucket = lake.bucket();
        this.folder = "runs/%s/".formatted(lake.prefix());
        this.s3 = s3;
        this.transforms = transforms;
        this.reports = reports;
        this.references = references;
    }

    /**
     * Claims a run, and waits as long as another one is under way.
     *
     * @param wanted its name; null for a new one, of now
     * @return its name; null when it is none of ours: it was made, or a later one was, or the service stops
     */
    public String begin(String wanted) {
        String run = wanted == null ? unused() : wanted;
        boolean told = false;
        while (!isStopping()) {
            RunObjects objects = objects(run);
            if (objects.isOver(run)) {
                learn(objects);
                LOG.info("crawl-and-report: run {} was made before, or by another instance", run);
                return null;
            }
            List<String> underWay = objects.underWay(lease);
            if (underWay.isEmpty() && claim(run, objects.claims(run) + 1) && staysAlone(run)) {
                return run;
            }
            if (!underWay.isEmpty() && !told) {
                LOG.info("crawl-and-report: run {} is under way in another process, or broke off there; waiting for its end, or {} s without a sign of life",
                        underWay.get(0), lease.toSeconds());
                told = true;
            }
            pause();
        }
        return null;
    }

    /** After all that are there, also those of the same second and of machines whose clocks are ahead. */
    private String unused() {
        String now = NAME.format(Host.here().wallClock());
        String newest = objects(now).last();
        return newest == null || newest.compareTo(now) < 0 ? now : NAME.format(NAME.parse(newest, Instant::from).plusSeconds(1));
    }

    /** When S3 cannot say it, the claim is not renewed, so that it does not hold up the runs after it. */
    private boolean staysAlone(String run) {
        try {
            return isAlone(run);
        } catch (SdkException away) {
            leave(run);
            throw away;
        }
    }

    /** Of two that claimed different runs at once at least one sees the other. The later run goes on, when the earlier one has ended. */
    private boolean isAlone(String run) {
        RunObjects objects = objects(run);
        if (objects.isOver(run)) {
            // it brought nothing new
            close(new RunEnd(run, objects.now(), last.failures()));
            learn(objects);
            return false;
        }
        if (objects.underWay(lease).equals(List.of(run))) {
            return true;
        }
        leave(run);
        return false;
    }

    private void leave(String run) {
        RunClaim claim = held.remove(run);
        if (claim != null) {
            claim.close();
        }
    }

    /** The last run, when an instance died in it and none has taken over; null when there is nothing to take up. */
    public String unfinished() {
        RunObjects objects = objects(NAME.format(Host.here().wallClock()));
        learn(objects);
        String newest = objects.last();
        return newest == null || objects.isOver(newest) ? null : newest;
    }

    /** Takes over the outcome of the last run, whichever instance made it. */
    private void learn(RunObjects objects) {
        String ended = objects.lastEnded();
        if (ended != null && ended.compareTo(last.run()) > 0) {
            ResponseBytes<GetObjectResponse> end = s3.getObjectAsBytes(get -> get.bucket(bucket).key(folder + ended + "/end"));
            last = RunEnd.parse(ended, end.response().lastModified(), end.asByteArray());
        }
    }

    /**
     * The run is over, well or not.
     *
     * @param run null when none had begun: that is this instance's trouble alone
     */
    public void end(String run) {
        RunClaim claim = run == null ? null : held.get(run);
        if (claim == null) {
            String broken = reports.failures().get(Reports.RUN);
            if (broken != null) {
                last = last.withFailure(Reports.RUN, broken);
            }
        } else {
            Map<String, String> failures = reports.failures();
            failures.putAll(references.failures());
            failures.putAll(transforms.failures());
            RunEnd end = new RunEnd(run, Host.here().wallClock(), failures);
            if (claim.isOurs()) {
                last = end;
            }
            close(end);
        }
    }

    private void close(RunEnd end) {
        RunClaim claim = held.remove(end.run());
        claim.close();
        if (claim.isOurs()) {
            put(end.run() + "/end", end.json(instance()));
        }
    }

    /** Whether this process makes one. */
    public boolean isActive() {
        return !held.isEmpty();
    }

    /** Of this process or of another instance; {@link RunEnd#NONE} before it is known. */
    public RunEnd last() {
        return last;
    }

    /** The run broke off: one that the stop of this service ended is left for another instance, or for this one after its start. */
    public void broken(String run) {
        if (run != null && isStopping()) {
            leave(run);
        }
    }

    private boolean claim(String run, int number) {
        String claim = "%s/claim-%d".formatted(run, number);
        try {
            s3.putObject(put -> put.bucket(bucket).key(folder + claim).ifNoneMatch("*"), RequestBody.fromString(instance()));
        } catch (S3Exception refused) {
            if (refused.statusCode() == 412 || refused.statusCode() == 409) {
                return false;
            }
            throw refused;
        }
        if (number > 1) {
            LOG.warn("crawl-and-report: run {} broke off in another process, or in this one before a restart; it is done again", run);
        }
        held.put(run, RunClaim.renewed(lease.dividedBy(4), () -> renew(run, number)));
        return true;
    }

    /** @return false when there is nothing left to renew */
    private boolean renew(String run, int number) {
        try {
            if (camel.isStopped() || objects(run).claims(run) > number) {
                LOG.warn("crawl-and-report: another instance took over run {}, since this one gave no sign of life for {} s", run, lease.toSeconds());
                return false;
            }
            put("%s/claim-%d".formatted(run, number), instance());
        } catch (SdkException refused) {
            LOG.warn("crawl-and-report: the claim on run {} could not be renewed ({}); trying again", run, Errors.sentence(refused));
        }
        return true;
    }

    private boolean isStopping() {
        return camel.isStopping() || camel.isStopped();
    }

    private void put(String name, String text) {
        s3.putObject(put -> put.bucket(bucket).key(folder + name), RequestBody.fromString(text));
    }

    /** For people who look at the object. */
    private static String instance() {
        try {
            return "%s, process %d".formatted(InetAddress.getLocalHost().getHostName(), ProcessHandle.current().pid());
        } catch (UnknownHostException nameless) {
            return "process %d".formatted(ProcessHandle.current().pid());
        }
    }

    /** Those of a day, up to the run and after it. */
    private RunObjects objects(String run) {
        String after = folder + NAME.format(NAME.parse(run, Instant::from).minus(LONGEST_RUN));
        List<S3Object> objects = new ArrayList<>();
        Instant now = Instant.MIN;
        for (ListObjectsV2Response page : s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(folder).startAfter(after))) {
            objects.addAll(page.contents());
            now = timeOf(page);
        }
        return RunObjects.of(objects, folder, now);
    }

    private static Instant timeOf(ListObjectsV2Response answer) {
        return answer.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
                .orElseGet(Host.here()::wallClock);
    }

    private void pause() {
        try {
            Host.here().sleep(Math.min(5000, lease.toMillis() / 4));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for another instance", stopping);
        }
    }

    /** @param seconds without a sign of life after which a run is another instance's */
    public void setLeaseSeconds(long seconds) {
        if (seconds < 2) {
            throw new IllegalArgumentException("a lease of %d s cannot be renewed in time: give at least 2".formatted(seconds));
        }
        this.lease = Duration.ofSeconds(seconds);
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }
}
