package routes;

import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/** What the pipeline did since it started, and one line about it. */
public class Progress implements CamelContextAware {
    private CamelContext camel;
    private final LongAdder rows = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder objects = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile long pass;
    private volatile long row;
    private String lastLine = "";
    private long lastRows;
    private long lastAt = System.nanoTime();

    /** Kafka has records of rows, up to this one of the pass. */
    void replayed(long pass, long row, int records) {
        this.pass = pass;
        this.row = row;
        rows.add(records);
    }

    /** Kafka has the letters of rows that were rejected. */
    void rejected(int letters) {
        rows.add(letters);
        rejected.add(letters);
    }

    /** Counts an object that was put, and its rejected records. */
    public void stored(LakeObject object) {
        stored.add(object.records());
        rejected.add(object.rejected().size());
        objects.increment();
        bytes.add(object.content().length);
    }

    /** Counts the rejected records of an object that was there already, since its answer was lost or another instance put it. */
    public void resolved(LakeObject object) {
        rejected.add(object.rejected().size());
    }

    /** One line for people, or null when nothing happened since the last one. */
    public synchronized String line() {
        long now = System.nanoTime();
        long rate = Math.round((rows.sum() - lastRows) * 1e9 / Math.max(1, now - lastAt));
        String line = "pass %d, row %,d · %,d records in the lake · lag %,d · %s (%s)%s"
                .formatted(
                        pass,
                        row,
                        stored.sum(),
                        KafkaBatchConsumers.of(camel).lag(),
                        Words.count(objects.sum(), "object"),
                        ByteSize.format(bytes.sum()),
                        rejected.sum() == 0 ? "" : " · %,d rejected".formatted(rejected.sum()));
        lastRows = rows.sum();
        lastAt = now;
        if (line.equals(lastLine)) {
            return null;
        }
        lastLine = line;
        return "%,d rows (%,d/s) · %s".formatted(rows.sum(), rate, line);
    }

    /** Rows that Kafka has, as records or as letters. */
    long rows() {
        return rows.sum();
    }

    long rejected() {
        return rejected.sum();
    }

    long objects() {
        return objects.sum();
    }

    /** Records of the objects that were put. */
    long stored() {
        return stored.sum();
    }

    /** Of the objects that were put. */
    long bytes() {
        return bytes.sum();
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
