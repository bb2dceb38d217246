package routes.batch;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last record of a partition that the lake is known to have. It is kept with the committed offset, so that whoever reads the partition
 * next can tell whether Kafka's log is still the same one.
 *
 * @param last its offset in the lake
 * @param checksum of the record, as {@link PackedRecords#lastChecksum()} makes it
 * @param date of the object that has it
 */
public record Bookmark(String topicId, long last, String checksum, LocalDate date) {
    private static final Pattern FORM = Pattern.compile("topic-id=(\\S+) last=(\\d{1,19}) record=([0-9a-f]{8}) date=(\\S+)");

    /** The last record of a batch that the lake holds up to an offset; empty when the batch has none at the offset where its part ends. */
    public static Optional<Bookmark> of(Batch batch, long through) {
        long last = Math.min(through, batch.endOffset());
        return batch.records().checksumAt(last).map(checksum -> new Bookmark(batch.topicId(), last, checksum, batch.date()));
    }

    /** @param metadata of a committed offset; empty when it is not this pipeline's */
    public static Optional<Bookmark> parse(String metadata) {
        Matcher form = FORM.matcher(metadata == null ? "" : metadata);
        try {
            return form.matches()
                    ? Optional.of(new Bookmark(form.group(1), Long.parseLong(form.group(2)), form.group(3), LocalDate.parse(form.group(4))))
                    : Optional.empty();
        } catch (DateTimeException | NumberFormatException another) {
            return Optional.empty();
        }
    }

    public int generation() {
        return LakeOffset.generation(last);
    }

    @Override
    public String toString() {
        return "topic-id=%s last=%d record=%s date=%s".formatted(topicId, last, checksum, date);
    }
}
