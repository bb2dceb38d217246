package routes.letter;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import routes.batch.LakeOffset;
import routes.kafka.HeaderText;
import routes.lake.RejectedRecord;
import routes.lang.Host;
import routes.replay.ReplayPosition;
import routes.source.RawRow;
import routes.source.RowException;

/**
 * Dead letters: the original bytes as value, and as headers {@code rejected.reason}, {@code rejected.exception}, {@code rejected.origin}
 * ({@code file:line}, or {@code topic-partition@offset}), {@code rejected.at} (ISO 8601, UTC); for a record also {@code rejected.topic},
 * {@code rejected.partition}, {@code rejected.offset} and its own headers. One that {@code Redrive} sent back and that is rejected again
 * has thus {@code rejected.first-origin} too: where it was rejected first. Of a record that is too long for a letter, only the start of
 * the value is in it, with {@code rejected.cut}; the whole stays at its origin.
 */
public class DeadLetters implements CamelContextAware {
    public static final String REASON = "rejected.reason";
    public static final String EXCEPTION = "rejected.exception";
    public static final String ORIGIN = "rejected.origin";
    public static final String AT = "rejected.at";
    public static final String TOPIC = "rejected.topic";
    public static final String PARTITION = "rejected.partition";
    public static final String OFFSET = "rejected.offset";

    /** Of a record: its offset in the lake, see {@link LakeOffset}. */
    public static final String LAKE_OFFSET = "rejected.lake-offset";

    public static final String FIRST_ORIGIN = "rejected.first-origin";

    /** On the letter of a record that is too long for one: the bytes that it has. */
    public static final String CUT = "rejected.cut";

    /** Of the bytes of a record: with the headers of a letter it must be below the broker's limit of 1 MiB, or nothing goes on. */
    private static final int LARGEST = 900_000;

    /** How much of a longer record's value is in its letter. */
    private static final int SHOWN = 10_000;

    /** The headers that tell a replay how far it got; on a letter they would describe another topic. */
    static final Set<String> REPLAY_HEADERS = Set.of(ReplayPosition.REPLAY, ReplayPosition.PASS, ReplayPosition.ROW, ReplayPosition.FROM);

    private CamelContext camel;

    /** Letters for the records of one batch. */
    public List<Message> of(List<RejectedRecord> rejected) {
        return rejected.stream().map(this::of).toList();
    }

    private Message of(RejectedRecord rejected) {
        ConsumerRecord<byte[], byte[]> record = rejected.record();
        boolean fits = size(record) <= LARGEST;
        Message letter = new DefaultMessage(camel);
        if (fits) {
            letter.setBody(record.value());
            addHeaders(record, letter);
        } else {
            letter.setBody(start(record.value()));
            letter.setHeader(CUT, String.valueOf(size(record)));
        }
        String origin = record.topic() + "-" + record.partition() + "@" + LakeOffset.kafka(record.offset());
        describe(letter, fits ? record.key() : null, origin, rejected.reason(), rejected.exception());
        letter.setHeader(TOPIC, record.topic());
        letter.setHeader(PARTITION, String.valueOf(record.partition()));
        letter.setHeader(OFFSET, String.valueOf(LakeOffset.kafka(record.offset())));
        letter.setHeader(LAKE_OFFSET, String.valueOf(record.offset()));
        return letter;
    }

    private static void addHeaders(ConsumerRecord<byte[], byte[]> record, Message letter) {
        for (Header header : record.headers()) {
            if (!REPLAY_HEADERS.contains(header.key()) && !HeaderText.isOrderToCamel(header.key())) {
                letter.setHeader(header.key(), header.value());
            }
        }
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] start(byte[] value) {
        return value == null || value.length <= SHOWN ? value : Arrays.copyOf(value, SHOWN);
    }

    /** A letter for a row of a file. */
    public Message ofRow(RawRow row, RowException unfit) {
        Path file = row.layout().file();
        Message letter = new DefaultMessage(camel);
        letter.setBody(row.bytes());
        Throwable cause = unfit.getCause() == null ? unfit : unfit.getCause();
        describe(letter, key(file), file + ":" + row.line(), unfit.getMessage(), cause.getClass().getName());
        return letter;
    }

    private static void describe(Message letter, byte[] key, String origin, String reason, String exception) {
        if (key != null) {
            letter.setHeader(KafkaConstants.KEY, key);
        }
        // as bytes: Camel encodes strings with the machine's default charset
        letter.setHeader(REASON, reason.getBytes(StandardCharsets.UTF_8));
        letter.setHeader(EXCEPTION, exception);
        letter.setHeader(ORIGIN, origin.getBytes(StandardCharsets.UTF_8));
        letter.setHeader(AT, Host.here().wallClock().toString());
    }

    /** Letters of one file are in one partition, in order. */
    public byte[] key(Path file) {
        return file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
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
