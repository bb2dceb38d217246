package routes.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.KafkaLog;
import routes.kafka.Topics;
import routes.replay.ReplayPosition;
import routes.source.RowSource;
import routes.trace.TraceResult.Place;
import routes.trace.TraceResult.State;

/** What became of a row of the source in the last passes over it. */
final class RowPasses {
    /** A replay may go on for ever. */
    private static final int MOST_PASSES = 10;

    private final Glance glance;
    private final RowSource source;
    private final Topics topics;
    private final Places places;
    private final List<String> notes = new ArrayList<>();
    private TraceResult.Passes passes;

    RowPasses(Glance glance, RowSource source, Topics topics, Places places) {
        this.glance = glance;
        this.source = source;
        this.topics = topics;
        this.places = places;
    }

    List<String> notes() {
        return notes;
    }

    /** Null when Kafka has nothing of the replay. */
    TraceResult.Passes passes() {
        return passes;
    }

    /** The newest first. */
    List<Place> find(TraceResult.Row row) {
        List<RowSearch> letters = searches(glance.partitions(topics.deadLetters()));
        List<RowSearch> records = searches(logs(row));
        List<RowSearch> all = new ArrayList<>(records);
        all.addAll(letters);
        List<RowSearch.Marked> last = all.stream().flatMap(search -> search.last().stream()).toList();
        if (last.isEmpty()) {
            notes.add("Kafka has no record of this replay of %s: none was sent, or it has deleted them, or the file or its order is another now"
                    .formatted(source.path()));
            return List.of();
        }
        long newest = last.stream().mapToLong(RowSearch.Marked::pass).max().orElseThrow();
        long oldest = all.stream().flatMap(search -> search.first().stream()).mapToLong(RowSearch.Marked::pass).min().orElse(newest);
        long first = Math.max(oldest, newest - MOST_PASSES + 1);
        passes = new TraceResult.Passes(oldest, newest, first);
        List<Place> found = new ArrayList<>();
        for (long pass = newest; pass >= first; pass--) {
            found.add(find(pass, row, records, letters));
        }
        return found;
    }

    private Place find(long pass, TraceResult.Row row, List<RowSearch> records, List<RowSearch> letters) {
        for (RowSearch search : records) {
            Optional<ConsumerRecord<byte[], byte[]>> record = search.find(pass, row.number());
            if (record.isPresent()) {
                return places.ofRecord(record.get());
            }
        }
        for (RowSearch search : letters) {
            Optional<ConsumerRecord<byte[], byte[]>> letter = search.find(pass, row.number());
            if (letter.isPresent()) {
                return places.ofRowLetter(letter.get(), pass);
            }
        }
        boolean notYet = records.stream().allMatch(search -> search.last().map(last -> last.isBefore(pass, row.number())).orElse(false));
        return new Place(notYet ? State.NOT_SENT : State.NOT_FOUND, pass, null, null, null, null, List.of(notYet
                ? "pass %d has not come to row %,d".formatted(pass, row.number())
                : why(pass, row, records)));
    }

    private static String why(long pass, TraceResult.Row row, List<RowSearch> records) {
        Optional<RowSearch> cut = records.stream()
                .filter(search -> search.span().begin() > 0 && search.first().map(first -> !first.isBefore(pass, row.number())).orElse(true))
                .findFirst();
        return cut.map(RowSearch::span).map(KafkaLog.Span::begin).map(begin ->
                        "Kafka has it no more: the log of %s begins at offset %d, after it. The lake may have it: ask by SQL, or by partition and offset"
                                .formatted(cut.get().partition(), begin))
                .orElse("neither a record nor a letter of this row is in Kafka: pass %d began after it, or was cut short before it".formatted(pass));
    }

    private List<RowSearch> searches(List<TopicPartition> partitions) {
        return partitions.stream().map(partition -> new RowSearch(glance, source, partition)).toList();
    }

    /** The one that has the row's key; any, when the row is none that the settings take. */
    private List<TopicPartition> logs(TraceResult.Row row) {
        List<TopicPartition> all = glance.partitions(topics.records());
        return row.key() == null || all.isEmpty() ? all : List.of(all.get(ReplayPosition.partition(row.key().getBytes(StandardCharsets.UTF_8), all.size())));
    }
}
