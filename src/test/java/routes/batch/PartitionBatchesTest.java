package routes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static routes.Records.NOON;
import static routes.Records.offsets;
import static routes.Records.record;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionBatchesTest {
    private static final Duration AGE = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** A day after the records, as that of one which compaction has taken. */
    private static final LocalDate OF_OBJECTS = LocalDate.ofInstant(NOON, ZoneOffset.UTC).plusDays(1);
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final PartitionBatches batches = limited(3, 1000);

    @Test
    void aBatchEndsWhereAnObjectOfTheLakeBegins() {
        PartitionBatches again = new PartitionBatches("quotes", "id", 3, new BatchLimits(100, 1000, AGE, IDLE), 5, objects(7, 10));
        add(again, 5, 6);
        // 7 holds no record: the object that begins there has it in its range
        add(again, 8, 12);
        again.close(CloseReason.IDLE);

        Batch hole = again.take();
        assertThat(offsets(hole)).containsExactly(5L, 6L);
        assertThat(hole.cut()).isEqualTo(CloseReason.LAKE);
        again.stored(6);
        Batch there = again.take();
        assertThat(there.startOffset()).isEqualTo(7);
        assertThat(offsets(there)).containsExactly(8L, 9L);
        again.stored(9);
        assertThat(offsets(again.take())).containsExactly(10L, 11L, 12L);
    }

    @Test
    void aBatchBeginsWhereAnObjectOfTheLakeDoesWhoseFirstRecordsKafkaHasNoLonger() {
        PartitionBatches again = new PartitionBatches("quotes", "id", 3, new BatchLimits(100, 1000, AGE, IDLE), 5, objects(7, 20));
        add(again, 9, 12);
        again.close(CloseReason.IDLE);

        assertThat(again.take().startOffset()).isEqualTo(7);
    }

    @Test
    void aBatchThatBeginsInTheMiddleOfAnObjectOfTheLakeHasItsBeginningAndItsDate() {
        PartitionBatches again = new PartitionBatches("quotes", "id", 3, new BatchLimits(100, 1000, AGE, IDLE), 3, objects(3, 10));
        add(again, 8, 10);
        again.close(CloseReason.IDLE);

        Batch there = again.take();
        assertThat(there.startOffset()).isEqualTo(3);
        assertThat(there.date()).isEqualTo(OF_OBJECTS);
        assertThat(offsets(there)).containsExactly(8L, 9L);
    }

    @Test
    void theLakeIsAskedForEachBatchThatBeginsWhereItHasAnObject() {
        PartitionBatches again = new PartitionBatches("quotes", "id", 3, new BatchLimits(100, 1000, AGE, IDLE), 3, objects(3, 6));
        add(again, 3, 6);
        again.close(CloseReason.IDLE);
        add(again, 7, 7);
        again.close(CloseReason.IDLE);

        assertThat(again.take().mayBeInLake()).isTrue();
        again.stored(5);
        assertThat(again.take()).matches(Batch::mayBeInLake).matches(batch -> batch.date().equals(OF_OBJECTS));
        again.stored(6);
        assertThat(again.take()).matches(batch -> !batch.mayBeInLake()).matches(batch -> !batch.date().equals(OF_OBJECTS));
    }

    @Test
    void aBatchIsCutWhenItHasEnoughRecords() {
        add(batches, 1, 3);

        Batch batch = batches.take();

        assertThat(offsets(batch)).containsExactly(1L, 2L, 3L);
        assertThat(batch).isEqualTo(new Batch("quotes", "id", 3, batch.records(), CloseReason.RECORDS, true));
    }

    @Test
    void aRecordIsNeverPassedOverForItsOffset() {
        batches.add(record(1), START);
        batches.add(record(2), START);

        assertThatIllegalStateException()
                .isThrownBy(() -> batches.add(record(2), START))
                .withMessage("Kafka gave offset 2 of quotes-3 after offset 2");
    }

    @Test
    void aRecordOfALaterGenerationHasAGreaterOffsetInTheLake() {
        PartitionBatches second = new PartitionBatches("quotes", "id", 3, new BatchLimits(2, 1000, AGE, IDLE), LakeOffset.of(2, 5), new TreeMap<>());
        second.add(record(5), START);
        second.add(record(6), START);

        Batch batch = second.take();
        assertThat(offsets(batch)).containsExactly(2_000_000_000_000_005L, 2_000_000_000_000_006L);
        assertThat(batch.startOffset()).isEqualTo(2_000_000_000_000_005L);
    }

    @Test
    void aBatchStandsForTheOffsetsBeforeItThatHoldNoRecord() {
        PartitionBatches gaps = new PartitionBatches("quotes", "id", 3, new BatchLimits(2, 1000, AGE, IDLE), 5, new TreeMap<>());
        gaps.add(record(7), START);
        gaps.add(record(9), START);
        gaps.add(record(12), START);
        gaps.close(CloseReason.IDLE);

        assertThat(gaps.take().startOffset()).isEqualTo(5);
        gaps.stored(9);
        assertThat(gaps.take().startOffset()).isEqualTo(10);
    }

    @Test
    void aBatchIsNotCutBeforeItHasEnough() {
        add(batches, 1, 2);
        batches.closeIfDue(START);

        assertThat(batches.take()).isNull();
        assertThat(batches.isEmpty()).isFalse();
    }

    @Test
    void aBatchIsCutWhenItHasEnoughBytes() {
        PartitionBatches small = limited(100, 14);
        add(small, 1, 1);
        assertThat(small.take()).isNull();
        assertThat(small.bytes()).isEqualTo(7);

        add(small, 2, 2);

        assertThat(small.take().cut()).isEqualTo(CloseReason.BYTES);
        assertThat(offsets(small.inFlight())).containsExactly(1L, 2L);
    }

    @Test
    void aRecordThatIsLargerThanABatchIsABatchOfItsOwn() {
        PartitionBatches small = limited(100, 5);
        add(small, 1, 2);

        assertThat(offsets(small.take())).containsExactly(1L);
        small.stored(1);
        assertThat(offsets(small.take())).containsExactly(2L);
    }

    @Test
    void aTombstoneCountsAsARecordButNotInBytes() {
        PartitionBatches small = limited(2, 1);
        small.add(record(1, (String) null), START);
        small.add(record(2, (String) null), START);

        assertThat(small.bytes()).isZero();
        assertThat(small.take().cut()).isEqualTo(CloseReason.RECORDS);
    }

    @Test
    void aBatchIsCutWhereALaterDateBegins() {
        batches.add(record(1, Instant.parse("2026-11-22T23:59:59.999Z")), START);
        batches.add(record(2, Instant.parse("2026-11-23T00:00:00Z")), START);
        batches.close(CloseReason.SHUTDOWN);

        assertThat(offsets(batches.take())).containsExactly(1L);
        assertThat(batches.inFlight().cut()).isEqualTo(CloseReason.DATE);
        batches.stored(1);
        assertThat(offsets(batches.take())).containsExactly(2L);
        assertThat(batches.inFlight().cut()).isEqualTo(CloseReason.SHUTDOWN);
    }

    @Test
    void lateRecordsStayInTheBatchTheyCameWith() {
        batches.add(record(1, Instant.parse("2026-11-23T00:00:00Z")), START);
        batches.add(record(2, Instant.parse("2026-11-22T23:59:59.999Z")), START);
        batches.add(record(3, Instant.parse("2020-01-01T00:00:00Z")), START);

        assertThat(offsets(batches.take())).containsExactly(1L, 2L, 3L);
        assertThat(batches.inFlight().date()).isEqualTo("2026-11-23");
    }

    @Test
    void aDateThatIsStillToComeIsNotSharedByOthers() {
        batches.add(record(1, Instant.now().plus(Duration.ofDays(3))), START);
        batches.add(record(2, Instant.now()), START);

        assertThat(offsets(batches.take())).containsExactly(1L);
        assertThat(batches.inFlight().cut()).isEqualTo(CloseReason.DATE);
    }

    @Test
    void aBatchIsCutWhenItsFirstRecordIsOldEnough() {
        batches.add(record(1), START);
        batches.add(record(2), START.plus(AGE).minusMillis(1));
        batches.closeIfDue(START.plus(AGE).minusMillis(1));
        assertThat(batches.take()).isNull();

        batches.closeIfDue(START.plus(AGE));

        assertThat(batches.take().cut()).isEqualTo(CloseReason.AGE);
        assertThat(offsets(batches.inFlight())).containsExactly(1L, 2L);
    }

    @Test
    void theAgeOfTheNextBatchBeginsWithItsOwnFirstRecord() {
        batches.add(record(1), START);
        batches.closeIfDue(START.plus(AGE));
        batches.add(record(2), START.plus(AGE));
        batches.take();
        batches.stored(1);

        batches.closeIfDue(START.plus(AGE).plus(IDLE).minusMillis(1));

        assertThat(batches.take()).isNull();
    }

    @Test
    void aBatchIsCutWhenNothingMoreSeemsToCome() {
        batches.add(record(1), START);
        batches.add(record(2), START.plusSeconds(10));
        batches.closeIfDue(START.plusSeconds(10).plus(IDLE).minusMillis(1));
        assertThat(batches.take()).isNull();

        batches.closeIfDue(START.plusSeconds(10).plus(IDLE));

        assertThat(batches.take().cut()).isEqualTo(CloseReason.IDLE);
    }

    @Test
    void withoutRecordsThereIsNoBatch() {
        batches.closeIfDue(START.plusSeconds(100_000));
        batches.close(CloseReason.SHUTDOWN);

        assertThat(batches.take()).isNull();
        assertThat(batches.isEmpty()).isTrue();
        assertThat(batches.isFull()).isFalse();
    }

    @Test
    void oneBatchIsHandedOutAtATime() {
        add(batches, 1, 6);

        assertThat(offsets(batches.take())).containsExactly(1L, 2L, 3L);
        assertThat(batches.take()).isNull();

        batches.stored(3);
        assertThat(batches.inFlight()).isNull();
        assertThat(offsets(batches.take())).containsExactly(4L, 5L, 6L);
    }

    @Test
    void onlyTheFirstBatchThatIsStoredIsTheFirst() {
        add(batches, 1, 9);

        assertThat(batches.take().mayBeInLake()).isTrue();
        batches.stored(3);
        assertThat(batches.take().mayBeInLake()).isFalse();
        batches.stored(6);
        assertThat(batches.take().mayBeInLake()).isFalse();
    }

    @Test
    void aBatchThatFailedComesAgainBeforeTheOthers() {
        add(batches, 1, 6);
        Batch batch = batches.take();

        batches.failed();

        assertThat(batches.inFlight()).isNull();
        assertThat(batches.take()).isEqualTo(batch);
        assertThat(batch.mayBeInLake()).isTrue();
        batches.failed();
        assertThat(batches.take()).isEqualTo(batch);
    }

    @Test
    void recordsAfterABatchThatFailedAreNoPartOfItsNextTry() {
        add(batches, 1, 3);
        batches.take();
        add(batches, 4, 5);
        batches.failed();
        add(batches, 6, 6);

        assertThat(offsets(batches.take())).containsExactly(1L, 2L, 3L);
    }

    /** In the middle of a batch, between two of its records, behind others that wait, in the open one, and behind all. */
    @ParameterizedTest
    @ValueSource(longs = {2, 5, 10, 12})
    void whatIsBehindAnObjectThatAnotherWriterEndedElsewhereIsReadAgain(long through) {
        add(batches, 1, 2);
        add(batches, 4, 9);
        batches.take();

        assertThat(batches.stored(through)).isFalse();
        assertThat(batches.isEmpty()).isTrue();
        assertThat(batches.next()).isEqualTo(through + 1);
        assertThat(batches.bytes()).isZero();

        batches.add(record(13), START);
        batches.close(CloseReason.SHUTDOWN);
        assertThat(batches.take().startOffset()).isEqualTo(through + 1);
    }

    @Test
    void whatIsBehindABatchThatIsStoredAsItIsStaysHeld() {
        add(batches, 1, 7);
        batches.take();

        assertThat(batches.stored(3)).isTrue();
        assertThat(offsets(batches.take())).containsExactly(4L, 5L, 6L);
        assertThat(batches.stored(6)).isTrue();
        assertThat(batches.next()).isEqualTo(8);
    }

    @Test
    void aLakeThatEndsBeforeTheBatchIsAnError() {
        add(batches, 4, 6);
        batches.take();

        assertThatIllegalStateException().isThrownBy(() -> batches.stored(3)).withMessage("the lake holds quotes-3 4..6 only up to 3");
    }

    @Test
    void theBytesAreThoseOfAllRecordsHeld() {
        add(batches, 1, 7);
        assertThat(batches.bytes()).isEqualTo(49);

        batches.take();
        assertThat(batches.bytes()).isEqualTo(49);
        batches.failed();
        assertThat(batches.bytes()).isEqualTo(49);
        batches.take();
        batches.stored(3);
        assertThat(batches.bytes()).isEqualTo(28);
        batches.take();
        batches.stored(6);
        assertThat(batches.bytes()).isEqualTo(7);
        batches.close(CloseReason.SHUTDOWN);
        batches.take();
        batches.stored(7);
        assertThat(batches.bytes()).isZero();
        assertThat(batches.isEmpty()).isTrue();
    }

    @Test
    void twoBatchesThatWaitAreEnough() {
        add(batches, 1, 3);
        assertThat(batches.isFull()).isFalse();
        add(batches, 4, 5);
        assertThat(batches.isFull()).isFalse();
        add(batches, 6, 6);
        assertThat(batches.isFull()).isTrue();
    }

    @Test
    void oneBatchThatWaitsBehindTheOneThatIsWrittenIsEnough() {
        add(batches, 1, 3);
        batches.take();
        add(batches, 4, 5);
        assertThat(batches.isFull()).isFalse();
        add(batches, 6, 6);
        assertThat(batches.isFull()).isTrue();

        batches.stored(3);
        assertThat(batches.isFull()).isFalse();
    }

    @Test
    void aPartitionIsNotEmptyWhileABatchIsWritten() {
        add(batches, 1, 3);
        batches.take();

        assertThat(batches.isEmpty()).isFalse();
        batches.stored(3);
        assertThat(batches.isEmpty()).isTrue();
    }

    @Test
    void limitsThatNoBatchCanKeepAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> limited(0, 1)).withMessageContaining("batch limits must be positive");
        assertThatIllegalArgumentException().isThrownBy(() -> limited(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BatchLimits(1, 1, Duration.ofMillis(-1), IDLE));
        assertThatIllegalArgumentException().isThrownBy(() -> new BatchLimits(1, 1, AGE, Duration.ofMillis(-1)));
    }

    private static PartitionBatches limited(int records, long bytes) {
        return new PartitionBatches("quotes", "id", 3, new BatchLimits(records, bytes, AGE, IDLE));
    }

    /** Records of seven bytes each. */
    private static void add(PartitionBatches batches, long from, long to) {
        for (long offset = from; offset <= to; offset++) {
            batches.add(record(offset, NOON), START);
        }
    }

    private static NavigableMap<Long, LocalDate> objects(long... starts) {
        NavigableMap<Long, LocalDate> objects = new TreeMap<>();
        LongStream.of(starts).forEach(start -> objects.put(start, OF_OBJECTS));
        return objects;
    }
}
