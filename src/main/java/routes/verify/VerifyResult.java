package routes.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import routes.lang.Counts;

/** What verify found. */
public final class VerifyResult {
    /** More are counted, but not kept. */
    private static final int MOST_PROBLEMS = 1000;

    private final String topic;
    private final boolean quick;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private long problemCount;
    private long unreadCount;
    private long unsealed;

    /** @param quick whether the objects are not read */
    VerifyResult(String topic, boolean quick) {
        this.topic = topic;
        this.quick = quick;
    }

    /**
     * One partition.
     *
     * @param first and last offset that its objects cover; last is less than first when there is none
     * @param filtered records that the route each-record dropped
     * @param expired rejected records whose letters the retention of the dead-letter topic has deleted
     * @param lag records that are not committed yet
     * @param ahead offsets that objects cover beyond the committed one, as after a crash between put and commit
     */
    public record Partition(
            String name,
            long first,
            long last,
            long objects,
            long records,
            long rejected,
            long filtered,
            long expired,
            long lag,
            long ahead,
            boolean clean) {
        String line() {
            return "%s  %s in %s: %s, %,d rejected%s%s%s, lag %,d  %s"
                    .formatted(
                            name,
                            last < first ? "no offsets" : "offsets %d..%d".formatted(first, last),
                            Counts.count(objects, "object"),
                            Counts.count(records, "record"),
                            rejected,
                            filtered == 0 ? "" : ", %,d filtered".formatted(filtered),
                            expired == 0 ? "" : ", %,d of their letters expired".formatted(expired),
                            ahead == 0 ? "" : ", %,d offsets not committed yet".formatted(ahead),
                            lag,
                            clean ? "ok" : "NOT CLEAN");
        }
    }

    /** @param kind gap, overlap, count, rejected, log, content, unread or orphan */
    record Problem(String kind, String sentence) {
        @Override
        public String toString() {
            return kind + ": " + sentence;
        }
    }

    void add(Partition partition) {
        partitions.add(partition);
    }

    void problem(String kind, String sentence) {
        problemCount++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(kind, sentence));
        }
    }

    /** What could not be looked at, and may be well. */
    void unread(String sentence) {
        unreadCount++;
        problem("unread", sentence);
    }

    void addUnsealed() {
        unsealed++;
    }

    public boolean clean() {
        return problemCount == 0;
    }

    /** 0 when it is clean, 1 when it is not, 2 when nothing is wrong with what could be read. */
    public int exitCode() {
        if (clean()) {
            return 0;
        }
        return problemCount > unreadCount ? 1 : 2;
    }

    public List<Partition> partitions() {
        return partitions;
    }

    /** As sentences, each with its kind. */
    public List<String> problems() {
        return problems.stream().map(Problem::toString).toList();
    }

    public long records() {
        return partitions.stream().mapToLong(Partition::records).sum();
    }

    public long rejected() {
        return partitions.stream().mapToLong(Partition::rejected).sum();
    }

    private long filtered() {
        return partitions.stream().mapToLong(Partition::filtered).sum();
    }

    public long objects() {
        return partitions.stream().mapToLong(Partition::objects).sum();
    }

    /** A line for each partition and each problem. */
    public void print() {
        partitions.forEach(partition -> System.out.println(partition.line()));
        problems.forEach(System.out::println);
        if (problemCount > problems.size()) {
            System.out.println("… and %,d more problems".formatted(problemCount - problems.size()));
        }
    }

    public String summary() {
        return "%s%s and %,d rejected in %s, %s%s%s"
                .formatted(
                        Counts.count(records(), "record"),
                        filtered() == 0 ? "" : ", %,d filtered".formatted(filtered()),
                        rejected(),
                        Counts.count(objects(), "object"),
                        clean() ? "verified" : "NOT verified: " + Counts.count(problemCount, "problem"),
                        quick ? "; no object was read: a changed line with the same size goes unnoticed" : "",
                        unsealed == 0 ? "" : "; %s of an early version without a seal: a changed %s goes unnoticed"
                                .formatted(Counts.count(unsealed, "object"), quick ? "size" : "value"));
    }

    /** The same for programs: {@code {"topic", "clean", "records", "objects", … "partitions": […], "problems": […]}}. */
    public String json() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode()
                .put("topic", topic)
                .put("quick", quick)
                .put("clean", clean())
                .put("records", records())
                .put("rejected", rejected())
                .put("filtered", filtered())
                .put("objects", objects())
                .put("unsealed", unsealed)
                .put("unread", unreadCount)
                .put("problemCount", problemCount);
        json.set("partitions", mapper.valueToTree(partitions));
        json.set("problems", mapper.valueToTree(problems));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
