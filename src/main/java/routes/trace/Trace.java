package routes.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.producer.ProducerRecord;
import routes.kafka.KafkaClients;
import routes.kafka.Topics;
import routes.lake.LakeLocation;
import routes.lang.AwayException;
import routes.lang.Errors;
import routes.letter.DeadLetters;
import routes.record.CsvRows;
import routes.record.RowRecords;
import routes.replay.Replay;
import routes.report.Reports;
import routes.seam.Seam;
import routes.source.RawRow;
import routes.source.RowException;
import routes.source.RowLayout;
import routes.source.RowSource;
import routes.transform.Transforms;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where a row is: from its line in the file, or from its record, to the object, its line there, and the tables and reports that have it.
 * Kafka and S3 are asked by what grows in them and by names, so that an answer takes a fraction of a second, however much they hold.
 */
public class Trace implements CamelContextAware {
    private final Replay replay;
    private final Topics topics;
    private final KafkaClients clients;
    private final LakeLocation location;
    private final S3Client s3;
    private final TablesOf tablesOf;
    /** Its own: those of the routes are in use by their threads. */
    private final CsvRows csvRows = new CsvRows();
    private final RowRecords rowRecords;
    private CamelContext camel;

    public Trace(
            Replay replay, DeadLetters deadLetters, Topics topics, KafkaClients clients, LakeLocation location, S3Client s3, Transforms transforms,
            Reports reports) {
        this.replay = replay;
        this.topics = topics;
        this.clients = clients;
        this.location = location;
        this.s3 = s3;
        this.tablesOf = new TablesOf(location, transforms, reports);
        this.rowRecords = new RowRecords(replay, deadLetters, topics);
    }

    /** @param eachRow through which the rows go before they become records */
    public void setEachRow(Seam eachRow) {
        rowRecords.setEachRow(eachRow);
    }

    /**
     * @param of {@code quotes.csv:1234}, {@code quotes-0@8453}, {@code 0@8453} or {@code HSI@2010-01-04}
     * @param patience how long to search
     * @throws IllegalArgumentException when it is none of these, or names what the pipeline does not have
     * @throws AwayException when there is no time left
     */
    public TraceResult run(String of, Duration patience) {
        Wanted wanted = Wanted.parse(of.trim(), topics.records());
        try (Glance glance = new Glance(clients, Patience.of(patience))) {
            Search search = new Search(of.trim(), glance);
            if (wanted instanceof Wanted.Line line) {
                search.line(line);
            } else if (wanted instanceof Wanted.Time time) {
                search.time(time);
            } else {
                search.offset((Wanted.Offset) wanted);
            }
            return search.result();
        }
    }

    private final class Search {
        private final String of;
        private final Glance glance;
        private final List<TraceResult.Place> places = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private TraceResult.Row row;
        private TraceResult.Passes passes;

        Search(String of, Glance glance) {
            this.of = of;
            this.glance = glance;
        }

        void line(Wanted.Line wanted) {
            RowLayout file = file(wanted.file());
            try {
                Optional<RawRow> raw = source().rowAt(file, wanted.line(), glance.patience().left());
                if (raw.isEmpty()) {
                    throw new IllegalArgumentException("line %d of %s belongs to no row: it is above the first row, blank, or behind the last"
                            .formatted(wanted.line(), file.file()));
                }
                row(raw.get());
            } catch (IOException unreadable) {
                throw new AwayException(Errors.sentence(unreadable));
            }
        }

        private void row(RawRow raw) {
            row = rowOf(raw);
            RowPasses found = new RowPasses(glance, source(), topics, places());
            places.addAll(found.find(row));
            passes = found.passes();
            notes.addAll(found.notes());
        }

        void offset(Wanted.Offset wanted) {
            if (wanted.topic().equals(topics.deadLetters())) {
                places.addAll(places().ofLetter(wanted.partition(), wanted.offset()));
            } else if (wanted.topic().equals(topics.records())) {
                places.addAll(places().ofOffset(wanted.partition(), wanted.offset()));
            } else {
                throw new IllegalArgumentException("'%s' is not a topic whose records go to the lake: those of %s do, and %s has the rejected ones"
                        .formatted(wanted.topic(), topics.records(), topics.deadLetters()));
            }
            rowOfPlace();
        }

        void time(Wanted.Time wanted) {
            places.add(places().ofTime(wanted.key(), wanted.time()));
            rowOfPlace();
        }

        /** A record of this replay tells which row it was. */
        private void rowOfPlace() {
            try {
                Optional<Long> number = places.stream().flatMap(place -> places().rowNumber(place, replay.source()).stream()).findFirst();
                if (number.isPresent()) {
                    source().row(number.get(), glance.patience().left()).ifPresent(raw -> row = rowOf(raw));
                } else if (places.stream().anyMatch(place -> place.record() != null)) {
                    notes.add("the record does not tell a row of %s: it is of another replay, or was sent by others"
                            .formatted(replay.source() == null ? "a file, and csv.file is blank" : replay.source().path()));
                }
            } catch (IOException unreadable) {
                notes.add("the row is not shown: " + Errors.sentence(unreadable));
            }
        }

        private Places places() {
            return new Places(glance, topics, location, s3);
        }

        TraceResult result() {
            List<TraceResult.TableOf> tables = List.of();
            List<TraceResult.ReportOf> reports = List.of();
            try {
                Optional<TraceResult.Place> stored = places.stream().filter(place -> place.state() == TraceResult.State.STORED).findFirst();
                boolean waits = places.stream().anyMatch(place -> place.state() == TraceResult.State.WAITING);
                if (stored.isPresent() || waits) {
                    tables = tablesOf.tables(stored.orElse(null), places.stream().filter(place -> place.record() != null)
                            .map(place -> place.record().value()).findFirst().orElse(null));
                    reports = tablesOf.reports(tables);
                }
            } catch (UncheckedIOException unreadable) {
                notes.add("the tables and reports are not known: " + Errors.sentence(unreadable));
            }
            return new TraceResult(of, row, passes, List.copyOf(places), tables, reports, List.copyOf(notes));
        }
    }

    private RowSource source() {
        if (replay.source() == null) {
            throw new IllegalArgumentException("no file is replayed here: csv.file is blank");
        }
        return replay.source();
    }

    /** Of those that are replayed, and no other. */
    private RowLayout file(String name) {
        List<RowLayout> files = source().layouts();
        List<RowLayout> named = files.stream().filter(layout -> layout.file().toString().equals(name)).toList();
        named = named.isEmpty() ? files.stream().filter(layout -> layout.file().endsWith(Path.of(name).normalize())).toList() : named;
        if (named.size() == 1) {
            return named.get(0);
        }
        throw new IllegalArgumentException(named.isEmpty()
                ? "'%s' is no file of csv.file, which is %s".formatted(name, source().path())
                : "'%s' names %d files of csv.file: say which, as in %s".formatted(name, named.size(), named.get(0).file()));
    }

    private TraceResult.Row rowOf(RawRow raw) {
        String record = null;
        String key = null;
        String reason = null;
        try {
            ProducerRecord<byte[], byte[]> made = record(raw);
            record = new String(made.value(), StandardCharsets.UTF_8);
            key = made.key() == null ? null : new String(made.key(), StandardCharsets.UTF_8);
        } catch (RowException unfit) {
            reason = unfit.getMessage();
        }
        return new TraceResult.Row(
                raw.layout().file().toString(), raw.line(), raw.number(), new String(raw.bytes(), StandardCharsets.UTF_8), record, key, reason);
    }

    private synchronized ProducerRecord<byte[], byte[]> record(RawRow raw) throws RowException {
        return rowRecords.record(csvRows.unmarshal(new DefaultExchange(camel), List.of(raw)).get(0));
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
