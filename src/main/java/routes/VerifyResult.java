package routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What verify found. */
final class VerifyResult {
    /** More are counted, but not kept. */
    private static final int MOST_PROBLEMS = 1000;

    private final String topic;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private long problemCount;

    VerifyResult(String topic) {
        this.topic = topic;
    }

    /**
     * One partition.
     *
     * @param first and last offset that its objects cover; last is less than first when there is none
     * @param lag records that are not committed yet
     * @param ahead offsets that objects cover beyond the committed one, as after a crash between put and commit
     */
    record Partition(
            String name, long first, long last, long objects, long records, long rejected, long lag, long ahead, boolean clean) {
        String line() {
            return "%s  %s in %s: %s, %,d rejected%s, lag %,d  %s"
                    .formatted(
                            name,
                            last < first ? "no offsets" : "offsets %d..%d".formatted(first, last),
                            Words.count(objects, "object"),
                            Words.count(records, "record"),
                            rejected,
                            ahead == 0 ? "" : ", %,d offsets not committed yet".formatted(ahead),
                            lag,
                            clean ? "ok" : "NOT CLEAN");
        }
    }

    /** @param kind gap, overlap, count, rejected, log, content or orphan */
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

    boolean clean() {
        return problemCount == 0;
    }

    List<Partition> partitions() {
        return partitions;
    }

    /** As sentences, each with its kind. */
    List<String> problems() {
        return problems.stream().map(Problem::toString).toList();
    }

    long records() {
        return partitions.stream().mapToLong(Partition::records).sum();
    }

    long rejected() {
        return partitions.stream().mapToLong(Partition::rejected).sum();
    }

    long objects() {
        return partitions.stream().mapToLong(Partition::objects).sum();
    }

    /** A line for each partition and each problem. */
    void print() {
        partitions.forEach(partition -> System.out.println(partition.line()));
        problems.forEach(System.out::println);
        if (problemCount > problems.size()) {
            System.out.println("… and %,d problems more".formatted(problemCount - problems.size()));
        }
    }

    String summary() {
        return "%s and %,d rejected in %s, %s"
                .formatted(
                        Words.count(records(), "record"),
                        rejected(),
                        Words.count(objects(), "object"),
                        clean() ? "verified" : "NOT verified: " + Words.count(problemCount, "problem"));
    }

    /** The same for programs: {@code {"topic", "clean", "records", "rejected", "objects", "partitions": […], "problems": […]}}. */
    String json() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode()
                .put("topic", topic)
                .put("clean", clean())
                .put("records", records())
                .put("rejected", rejected())
                .put("objects", objects())
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
