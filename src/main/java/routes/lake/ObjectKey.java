package routes.lake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.batch.Batch;

/**
 * The name of an object: {@code <prefix>/date=<date>/<topic>-<partition>-<start offset, 20 digits>.json[.gz|.zst]}. It is a function of
 * the batch's first record alone, so whoever writes that batch, and however often, means the same object.
 */
public record ObjectKey(LocalDate date, String topic, int partition, long startOffset) {
    private static final Pattern FORM =
            Pattern.compile("date=(\\d{4}-\\d{2}-\\d{2})/(.+)-(\\d+)-(\\d{20})\\.json(\\.gz|\\.zst)?");

    static ObjectKey of(Batch batch) {
        return new ObjectKey(batch.date(), batch.topic(), batch.partition(), batch.startOffset());
    }

    /** Reads a key below a prefix; empty when it is not one of ours. */
    public static Optional<ObjectKey> parse(String prefix, String key) {
        if (!key.startsWith(prefix + "/")) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(key.substring(prefix.length() + 1));
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectKey(
                    LocalDate.parse(form.group(1)),
                    form.group(2),
                    Integer.parseInt(form.group(3)),
                    Long.parseLong(form.group(4))));
        } catch (DateTimeException | NumberFormatException noDayOrNumber) {
            return Optional.empty();
        }
    }

    public boolean isOf(String topic, int partition) {
        return this.topic.equals(topic) && this.partition == partition;
    }

    String under(String prefix, Compression compression) {
        return withoutSuffix(prefix) + compression.suffix();
    }

    /** However it is compressed. */
    String withoutSuffix(String prefix) {
        return String.format(Locale.ROOT, "%s%020d.json", partitionPrefix(prefix), startOffset);
    }

    /** The common prefix of the keys of all objects of this date and partition. */
    String partitionPrefix(String prefix) {
        return String.format(Locale.ROOT, "%s/date=%s/%s-%d-", prefix, date, topic, partition);
    }
}
