package cloud.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;

/**
 * The log of one partition on disk, while its broker is stopped.
 *
 * @param kafka the broker's directory
 */
public record PartitionLog(Path kafka, TopicPartition partition) {
    /**
     * Cuts records off its end, as a power failure does with those that the disk had not got yet. The broker does not know of a clean stop
     * then, and at its next start makes indexes, epochs and checkpoints fit to what is left.
     *
     * @param records the minimum to cut, if the log has that number: a broker keeps and loses whole batches
     * @param torn whether half of the first lost batch stays on the disk
     * @return the records that are lost, in order
     */
    public List<Record> loseTail(int records, boolean torn) throws IOException {
        Files.deleteIfExists(kafka.resolve(".kafka_cleanshutdown"));
        List<Record> lost = new ArrayList<>();
        try (FileRecords segment = FileRecords.open(lastSegment().toFile())) {
            Deque<FileChannelRecordBatch> kept = new ArrayDeque<>();
            segment.batches().forEach(kept::add);
            int end = segment.sizeInBytes();
            while (lost.size() < records && !kept.isEmpty()) {
                FileChannelRecordBatch batch = kept.removeLast();
                lost.addAll(0, all(batch));
                end = batch.position() + (torn ? batch.sizeInBytes() / 2 : 0);
            }
            segment.truncateTo(end);
        }
        return lost;
    }

    private static List<Record> all(Iterable<Record> batch) {
        List<Record> records = new ArrayList<>();
        batch.forEach(records::add);
        return records;
    }

    private Path lastSegment() throws IOException {
        try (Stream<Path> files = Files.list(kafka.resolve(partition.toString()))) {
            return files.filter(file -> file.toString().endsWith(".log")).max(Path::compareTo).orElseThrow();
        }
    }
}
