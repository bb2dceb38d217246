package routes.redrive;

import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.producer.ProducerRecord;
import routes.kafka.HeaderText;
import routes.kafka.KafkaClients;
import routes.kafka.Topics;
import routes.lang.Errors;
import routes.lang.Host;
import routes.lang.StartException;
import routes.letter.DeadLetter;
import routes.letter.DeadLetters;
import routes.letter.RowOrigin;
import routes.record.CsvRows;
import routes.record.RowRecords;
import routes.replay.Replay;
import routes.replay.ReplayPosition;
import routes.source.RawRow;
import routes.source.RowException;
import routes.source.RowLayout;

/**
 * Letters of CSV rows: their bytes are a line, so they go back as the record that the line is by now, when {@code csv.columns},
 * {@code csv.null-values} or the pipeline were corrected.
 */
public class RowLetters implements CamelContextAware {
    private CamelContext camel;
    private final Replay replay;
    private final CsvRows csvRows;
    private final RowRecords rowRecords;
    private final Topics topics;
    private final KafkaClients clients;

    private ReplayPosition position;

    public RowLetters(Replay replay, CsvRows csvRows, RowRecords rowRecords, Topics topics, KafkaClients clients) {
        this.replay = replay;
        this.csvRows = csvRows;
        this.rowRecords = rowRecords;
        this.topics = topics;
        this.clients = clients;
    }

    /** @throws LeftException also when the replay has not come past the row: it will send it itself when it goes on */
    ProducerRecord<byte[], byte[]> record(DeadLetter letter, RowOrigin row) throws NotRedrivenException {
        requireFile(row);
        ProducerRecord<byte[], byte[]> record = parse(letter);
        requirePassed(row, record.key());
        // no earlier than the letter, whatever the clock of this machine: there its copy is looked for
        long timestamp = Math.max(Host.here().wallClock().toEpochMilli(), letter.letter().timestamp());
        return letter.marked(new ProducerRecord<>(
                record.topic(), position.partition(record.topic(), record.key()), timestamp, record.key(), record.value()));
    }

    /** What the row is called in the replay of the source as it is now, where it is one of its rows. */
    RowOrigin asNow(RowOrigin row) {
        try {
            boolean isThere = replay.source() != null && row.row() <= replay.source().rowsInCommon(row.replay());
            return isThere ? new RowOrigin(replay.id(), row.pass(), row.row()) : row;
        } catch (StartException | IOException unreadable) {
            return row;
        }
    }

    private void requireFile(RowOrigin row) throws NotRedrivenException {
        try {
            if (replay.source() == null) {
                throw new NotRedrivenException("a row, and csv.file is not set");
            }
        } catch (StartException missing) {
            throw new NotRedrivenException("a row, and " + missing.getMessage());
        }
        if (row.row() > rowsInCommon(row)) {
            throw new NotRedrivenException("a row of another file, order or state of the file than csv.file and csv.order give");
        }
    }

    private long rowsInCommon(RowOrigin row) throws NotRedrivenException {
        try {
            return replay.source().rowsInCommon(row.replay());
        } catch (IOException unreadable) {
            throw new NotRedrivenException("a row, and its file cannot be read: " + Errors.sentence(unreadable));
        }
    }

    private ProducerRecord<byte[], byte[]> parse(DeadLetter letter) throws NotRedrivenException {
        RawRow raw = new RawRow(layout(letter), 0, 0, letter.letter().value());
        try {
            return rowRecords.record(csvRows.unmarshal(new DefaultExchange(camel), List.of(raw)).get(0));
        } catch (RowException unfit) {
            throw new NotRedrivenException("a row that still does not fit: " + unfit.getMessage());
        }
    }

    private RowLayout layout(DeadLetter letter) throws NotRedrivenException {
        List<RowLayout> layouts = replay.source().layouts();
        String origin = HeaderText.of(letter.letter().headers(), DeadLetters.ORIGIN);
        return layouts.stream()
                .filter(layout -> layouts.size() == 1 || origin.startsWith(layout.file() + ":"))
                .findFirst()
                .orElseThrow(() -> new NotRedrivenException("a row of %s, which is none of the files of csv.file".formatted(origin)));
    }

    private void requirePassed(RowOrigin row, byte[] key) throws NotRedrivenException {
        String topic = topics.records();
        if (position == null) {
            position = ReplayPosition.read(clients, replay.source(), List.of(topic));
        }
        int partition = position.partition(topic, key);
        boolean passed = row.pass() < position.pass() || (row.pass() == position.pass() && position.has(topic, partition, row.row()));
        if (!passed) {
            throw new NotRedrivenException("a row that the replay sends itself when it goes on");
        }
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
