package routes.watch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.LakeOffset;
import routes.lake.LakeObject;
import routes.lang.ByteSize;
import routes.lang.Counts;
import routes.letter.DeadLetters;
import routes.replay.Replay;

/** What the pipeline did since it started, and one line about it. */
public class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Replay replay;
    private final Metrics metrics;
    private final LongAdder rejected = new LongAdder();
    private final RejectedReasons reasons = new RejectedReasons();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder objects = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile boolean warned;
    private String lastLine = "";
    private long lastRows;
    private long lastAt = System.nanoTime();

    public Progress(Replay replay, Metrics metrics) {
        this.replay = replay;
        this.metrics = metrics;
    }

    /** Kafka has the letters of rows that were rejected. */
    public void rejected(List<Message> letters) {
        letters.forEach(letter -> reasons.add(text(letter, DeadLetters.REASON), "in " + text(letter, DeadLetters.ORIGIN)));
        rejected.add(letters.size());
        if (!letters.isEmpty() && !warned && rejected.sum() * 2 > rows()) {
            warned = true;
            LOG.warn("most rows are rejected: {}; the command inspect shows how the file is read, and docs/csv.md what to set",
                    rejectedReasons().stream().map(RejectedReason::line).collect(Collectors.joining("; ")));
        }
    }

    private static String text(Message letter, String header) {
        return new String(letter.getHeader(header, byte[].class), StandardCharsets.UTF_8);
    }

    /** The commonest reasons for which rows and records were rejected. */
    public List<RejectedReason> rejectedReasons() {
        return reasons.commonest();
    }

    /** Counts an object that was put, and its rejected records. */
    public void stored(LakeObject object) {
        stored.add(object.records());
        rejected.add(object.rejected().size());
        object.rejected().forEach(one -> reasons.add(
                one.reason(), "at %s-%d@%d".formatted(one.record().topic(), one.record().partition(), LakeOffset.kafka(one.record().offset()))));
        filtered.add(filtered(object));
        objects.increment();
        bytes.add(object.content().length);
    }

    /** Counts the rejected and filtered records of an object that already existed, because its answer was lost or another instance had put it. */
    public void resolved(LakeObject object) {
        rejected.add(object.rejected().size());
        filtered.add(filtered(object));
    }

    private static long filtered(LakeObject object) {
        return object.filtered().values().stream().mapToLong(Integer::longValue).sum();
    }

    /** One line for people, or null when nothing happened since the last one. */
    public synchronized String line() {
        long now = System.nanoTime();
        long rate = Math.round((rows() - lastRows) * 1e9 / Math.max(1, now - lastAt));
        String line = "%s%,d records written · lag %,d · %s (%s)%s%s"
                .formatted(
                        source(),
                        stored.sum(),
                        metrics.lag(),
                        Counts.count(objects.sum(), "object"),
                        ByteSize.format(bytes.sum()),
                        filtered.sum() == 0 ? "" : " · %,d filtered".formatted(filtered.sum()),
                        rejected.sum() == 0 ? "" : " · %,d rejected".formatted(rejected.sum()));
        lastRows = rows();
        lastAt = now;
        if (line.equals(lastLine) || lastLine.isEmpty() && isNothing()) {
            return null;
        }
        lastLine = line;
        return "%,d %s (%,d/s) · %s".formatted(rows(), isLive() ? "trades" : "rows", rate, line);
    }

    private String source() {
        if (isLive()) {
            return Counts.count(metrics.live().gaps(), "gap") + " · ";
        }
        return replay.pass() == 0 ? "" : "pass %d, row %,d · ".formatted(replay.pass(), replay.rowsSeen());
    }

    /** Zeros would say that there is nothing, when it is only not known yet. */
    private boolean isNothing() {
        return rows() + replay.rowsSeen() + objects.sum() + rejected.sum() + metrics.lag() == 0;
    }

    private boolean isLive() {
        return !metrics.live().all().isEmpty();
    }

    /** With what the process ends that was asked to stop: what it wrote, and where the next one goes on. */
    public String lastLine() {
        return "stopped: %s, %s in %s written to the lake (%s)%s".formatted(
                Counts.count(rows(), isLive() ? "trade" : "row") + " sent",
                Counts.count(stored.sum(), "record"),
                Counts.count(objects.sum(), "object"),
                ByteSize.format(bytes.sum()),
                replay.pass() == 0 ? "" : "; the next start goes on after row %,d of pass %d".formatted(replay.rowsSeen(), replay.pass()));
    }

    /** Rows that Kafka has, as records or as letters, and trades. */
    public long rows() {
        return replay.rowsSent() + metrics.live().trades();
    }

    public long rejected() {
        return rejected.sum();
    }

    public long objects() {
        return objects.sum();
    }

    /** Records of the objects that were put. */
    public long stored() {
        return stored.sum();
    }

    /** Of the objects that were put. */
    public long bytes() {
        return bytes.sum();
    }
}
