package simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Faults of the model of S3. */
class SimulatedS3Test {
    private static final String BUCKET = "lake";

    private final StillWorld world = new StillWorld();
    private final SimulatedS3 s3 = new SimulatedS3(world).createBucket(BUCKET);
    private final Deque<S3Fault> faults = new ArrayDeque<>();
    private final S3Client client = s3.client(call -> faults.isEmpty() ? S3Fault.NONE : faults.poll());
    private final Instant start = world.now();

    private void next(S3Fault fault) {
        faults.add(fault);
    }

    private void put(String key, String content) {
        client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }

    private void putNew(String key, String content) {
        client.putObject(put -> put.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString(content));
    }

    private String content(String key) {
        return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
    }

    private Duration passed() {
        return Duration.between(start, world.now());
    }

    @Test
    void whatWasPutIsThereThoughTheAnswerIsLost() {
        next(S3Fault.of(S3Fault.Kind.ANSWER_LOST));

        assertThatThrownBy(() -> putNew("a", "first")).isInstanceOf(ApiCallTimeoutException.class);

        assertThat(content("a")).isEqualTo("first");
        assertThat(passed()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void theNextTryOfTheSdkFindsItsOwnObject() {
        next(S3Fault.of(S3Fault.Kind.ANSWER_LOST_AND_TRIED_AGAIN));

        assertThat(catchThrowableOfType(S3Exception.class, () -> putNew("a", "first")).statusCode()).isEqualTo(412);

        assertThat(content("a")).isEqualTo("first");
    }

    @Test
    void theNextTryOfAPutWithoutConditionPutsTheSameAgain() {
        next(S3Fault.of(S3Fault.Kind.ANSWER_LOST_AND_TRIED_AGAIN));
        put("a", "first");

        assertThat(s3.changes()).extracting(SimulatedS3.Change::key).containsExactly("a", "a");
    }

    @Test
    void whatNobodyAnswersIsNotApplied() {
        next(S3Fault.of(S3Fault.Kind.NO_ANSWER));

        assertThatThrownBy(() -> put("a", "first")).isInstanceOf(ApiCallTimeoutException.class);

        assertThat(s3.objects(BUCKET)).isEmpty();
    }

    @Test
    void aCallIsGivenUpAfterItsOwnLimit() {
        next(S3Fault.of(S3Fault.Kind.NO_ANSWER));

        assertThatThrownBy(() -> client.headBucket(head -> head.bucket(BUCKET).overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(4)))))
                .isInstanceOf(ApiCallTimeoutException.class);

        assertThat(passed()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void whatArrivesLateIsThereWhenItsTimeHasCome() {
        next(S3Fault.arrivesLate(Duration.ofMinutes(5)));
        assertThatThrownBy(() -> put("a", "late")).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(s3.objects(BUCKET)).isEmpty();
        put("a", "meanwhile");

        world.sleep(Duration.ofMinutes(5));

        assertThat(content("a")).isEqualTo("late");
    }

    @Test
    void whatArrivesLateFindsWhatCameMeanwhile() {
        next(S3Fault.arrivesLate(Duration.ofMinutes(5)));
        assertThatThrownBy(() -> putNew("a", "late")).isInstanceOf(ApiCallTimeoutException.class);
        putNew("a", "meanwhile");

        world.sleep(Duration.ofMinutes(5));

        assertThat(content("a")).isEqualTo("meanwhile");
    }

    @ParameterizedTest
    @CsvSource({"CONFLICT, 409, ConditionalRequestConflict", "INTERNAL_ERROR, 500, InternalError", "SLOW_DOWN, 503, SlowDown"})
    void whatIsRefusedIsNotApplied(S3Fault.Kind kind, int status, String code) {
        next(S3Fault.of(kind));

        S3Exception refused = catchThrowableOfType(S3Exception.class, () -> putNew("a", "first"));

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(s3.objects(BUCKET)).isEmpty();
    }

    @Test
    void onlyAConditionalPutHasAConflict() {
        next(S3Fault.of(S3Fault.Kind.CONFLICT));

        put("a", "first");

        assertThat(content("a")).isEqualTo("first");
    }

    @Test
    void anObjectMayBreakOffInTheMiddle() throws IOException {
        put("a", "0123456789");
        next(S3Fault.of(S3Fault.Kind.CUT_BODY));

        try (ResponseInputStream<GetObjectResponse> body = client.getObject(get -> get.bucket(BUCKET).key("a"))) {
            assertThat(body.response().contentLength()).isEqualTo(10);
            assertThat(new String(body.readNBytes(5), java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("01234");
            assertThatThrownBy(body::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoWantsAllOfAnObjectThatBreaksOffGetsNothing() {
        put("a", "0123456789");
        next(S3Fault.of(S3Fault.Kind.CUT_BODY));

        assertThatThrownBy(() -> content("a")).isInstanceOf(SdkClientException.class);
    }

    @Test
    void aSlowAnswerTakesItsTime() {
        next(S3Fault.slow(Duration.ofSeconds(20)));

        put("a", "first");

        assertThat(passed()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void timesAreThoseOfTheClockOfS3() {
        s3.setClock(Duration.ofHours(-1));

        put("a", "first");

        assertThat(client.headObject(head -> head.bucket(BUCKET).key("a")).lastModified())
                .isEqualTo(start.minus(Duration.ofHours(1)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    @Test
    void whoeverCrashesBeforeAPutHasNotPutAndAfterItHas() {
        for (boolean after : new boolean[] {false, true}) {
            CrashingWorld crashing = new CrashingWorld("S3 putObject lake/a" + (after ? " answered" : ""));
            SimulatedS3 other = new SimulatedS3(crashing).createBucket(BUCKET);

            assertThatThrownBy(() -> other.client(S3Faults.NONE).putObject(put -> put.bucket(BUCKET).key("a"), RequestBody.fromString("x")))
                    .isInstanceOf(CrashingWorld.Crash.class);

            assertThat(other.objects(BUCKET).keySet()).isEqualTo(after ? java.util.Set.of("a") : java.util.Set.of());
        }
    }

    @Test
    void allChangesAreKept() {
        put("a", "first");
        put("a", "second");
        client.deleteObject(delete -> delete.bucket(BUCKET).key("a"));
        client.deleteObject(delete -> delete.bucket(BUCKET).key("a"));

        List<SimulatedS3.Change> changes = s3.changes();
        assertThat(changes).hasSize(3);
        assertThat(changes.get(1).now().content()).asString().isEqualTo("second");
        assertThat(changes.get(2).now()).isNull();
    }
}
