package routes.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.KafkaLog;
import routes.kafka.Topics;
import routes.replay.ReplayPosition;
import routes.source.RowSource;
import routes.trace.TraceResult.Place;
import routes.trace.TraceResult.State;

/** What became of a row of the source in the last passes over it. */
final class RowPasses {
    /** A replay may go on for ever, and each pass is another search. */
    private static final int MOST_PASSES = 5;

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
        List<Place> found = new ArrayList<>();
        for (long pass = newest; pass >= first && mayGoOn(found); pass--) {
            found.add(find(pass, row, records, letters));
        }
        passes = new TraceResult.Passes(oldest, newest, newest - found.size() + 1);
        return found;
    }

    /** What was found is not put at risk by what takes longer. */
    private boolean mayGoOn(List<Place> found) {
        return found.isEmpty() || glance.patience().isHalfLeft();
    }

    private Place find(long pass, TraceResult.Row row, List<RowSearch> records, List<RowSearch> letters) {
        // the likelier one first: a search costs
        Optional<Place> found = row.reason() == null ? record(pass, row, records) : letter(pass, row, letters);
        if (found.isEmpty()) {
            found = row.reason() == null ? letter(pass, row, letters) : record(pass, row, records);
        }
        return found.orElseGet(() -> notFound(pass, row, records));
    }

    private Optional<Place> record(long pass, TraceResult.Row row, List<RowSearch> records) {
        return records.stream().flatMap(search -> search.find(pass, row.number()).stream()).findFirst().map(places::ofRecord);
    }

    private Optional<Place> letter(long pass, TraceResult.Row row, List<RowSearch> letters) {
        return letters.stream().flatMap(search -> search.find(pass, row.number()).stream()).findFirst().map(letter -> places.ofRowLetter(letter, pass));
    }

    private static Place notFound(long pass, TraceResult.Row row, List<RowSearch> records) {
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
