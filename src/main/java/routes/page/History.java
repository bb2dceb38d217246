package routes.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import routes.lang.Json;
import routes.page.PipelineStatus.Run;
import routes.page.PipelineStatus.Stage;
import routes.replay.ReplayState;

/**
 * What flowed in the last hour, and what happened meanwhile, so that a page that is opened has something to show: each second of the last
 * minutes, and every tenth of the time before. It is kept in memory, and begins with the process.
 */
final class History {
    private static final Duration WHOLE = Duration.ofHours(1);
    private static final Duration FINE = Duration.ofMinutes(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int THINNED = 10;
    private static final int MOST_MARKS = 200;
    /** A replay that cannot go on and a run that failed are told by what they wait for, and by the run. */
    private static final Map<String, String> NAMES = Map.of("feed", "Feed", "topic", "Kafka", "lake", "Lake", "catalog", "Catalog");

    private final Deque<Sample> fine = new ArrayDeque<>();
    private final Deque<Sample> coarse = new ArrayDeque<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final List<Mark> news = new ArrayList<>();
    private Moment before;
    private long left;

    /**
     * @param rows per second
     * @param records per second
     * @param lag null when it is not known
     */
    record Sample(Instant at, double rows, double records, Long lag) {}

    /** @param kind {@code start}, {@code replay}, {@code run}, {@code fault} or {@code recovery} */
    record Mark(Instant at, String kind, String text) {}

    /** @param replay null when nothing is replayed */
    record Moment(Sample sample, ReplayState replay, List<Stage> stages, Run run) {}

    synchronized void mark(Instant at, String kind, String text) {
        Mark mark = new Mark(at, kind, text);
        marks.addLast(mark);
        news.add(mark);
        if (marks.size() > MOST_MARKS) {
            marks.removeFirst();
        }
    }

    synchronized void add(Moment now) {
        Instant at = now.sample().at();
        fine.addLast(now.sample());
        while (fine.getFirst().at().isBefore(at.minus(FINE))) {
            Sample leaving = fine.removeFirst();
            if (left++ % THINNED == 0) {
                coarse.addLast(leaving);
            }
        }
        coarse.removeIf(sample -> sample.at().isBefore(at.minus(WHOLE)));
        marks.removeIf(mark -> mark.at().isBefore(at.minus(WHOLE)));
        if (before != null) {
            compare(at, before.replay(), now.replay());
            compare(at, before.run(), now.run());
            now.stages().forEach(stage -> compare(at, stage, before.stages()));
        }
        before = now;
    }

    private void compare(Instant at, ReplayState then, ReplayState now) {
        if (then == null || now == null) {
            return;
        }
        if (now.pass() > then.pass() && then.pass() > 0) {
            mark(at, "replay", "Pass %d%s".formatted(now.pass(), now.from() == null ? "" : " from " + now.from()));
        }
        if (!isRunning(now) && !now.state().equals(then.state())) {
            mark(at, "replay", now.state().equals(ReplayState.PAUSED) ? "Paused" : "Finished");
        } else if (isRunning(now) && !isRunning(then)) {
            mark(at, "replay", "Resumed");
        }
        if (now.rate() != then.rate()) {
            mark(at, "replay", now.rate() == 0 ? "No maximum rate" : "At most %s rows/s".formatted(rate(now.rate())));
        }
        if (!Objects.equals(now.speed(), then.speed())) {
            mark(at, "replay", "Market time %s/s".formatted(now.speed()));
        }
    }

    private static String rate(double rate) {
        return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(rate);
    }

    private static boolean isRunning(ReplayState replay) {
        return replay.state().equals(ReplayState.RUNNING) || replay.state().equals(ReplayState.WAITING);
    }

    private void compare(Instant at, Run then, Run now) {
        if (now.active() && !then.active()) {
            mark(at, "run", "Run began");
        }
        // the service may hear only after its start how a run of long ago ended
        if (!Objects.equals(now.lastAt(), then.lastAt()) && now.lastAt().isAfter(at.minus(MINUTE))) {
            mark(at, now.failures().isEmpty() ? "run" : "fault", now.failures().isEmpty() ? "Run ended" : "Run failed");
        }
    }

    private void compare(Instant at, Stage now, List<Stage> stages) {
        boolean was = stages.stream().filter(then -> then.id().equals(now.id())).allMatch(Stage::isWell);
        if (NAMES.containsKey(now.id()) && was != now.isWell()) {
            String what = now.state().equals("waiting") ? "waits" : "down";
            mark(at, was ? "fault" : "recovery", "%s %s".formatted(NAMES.get(now.id()), was ? what : "back"));
        }
    }

    /** What happened since this was last asked. */
    synchronized List<Mark> news() {
        List<Mark> told = List.copyOf(news);
        news.clear();
        return told;
    }

    /** {@code {"samples": [[time, rows, records, lag], …], "marks": [{"at": …, "kind": …, "text": …}, …]}}, the oldest first. */
    synchronized ObjectNode document() {
        ObjectNode document = Json.object();
        ArrayNode samples = document.putArray("samples");
        coarse.forEach(sample -> add(samples, sample));
        fine.forEach(sample -> add(samples, sample));
        ArrayNode happened = document.putArray("marks");
        marks.forEach(mark -> happened.add(Json.object(mark)));
        return document;
    }

    private static void add(ArrayNode samples, Sample sample) {
        samples.addArray().add(sample.at().toEpochMilli()).add(sample.rows()).add(sample.records()).add(sample.lag());
    }
}
