package routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.kafka.Topics;
import routes.lake.Lake;
import routes.lake.LakeLocation;
import routes.verify.Verify;
import routes.verify.VerifyResult;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/** Objects that S3 lists and does not give: each is named, and the others are looked at. */
@Tag("servers")
class VerifyUnreadTest {
    private static Lab lab;

    /** Three objects in partition 0. */
    @BeforeAll
    static void writeTheLake() {
        lab = Lab.with("batch.max-records", "10");
        lab.createTopics().send(0, Lab.numbers(30));
        lab.start();
        lab.drained();
        lab.keep();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void restoreTheLake() {
        lab.restore();
    }

    @ParameterizedTest
    @CsvSource({"403, 0, false", "403, 1, false", "403, 2, false", "503, 1, false", "403, 1, true", "500, 2, true"})
    void anObjectThatS3RefusesIsNamedAndCouldNotBeChecked(int status, int object, boolean quick) {
        String key = lab.keys().get(object);

        VerifyResult result = verify(quick, new Refusal(key, status));

        assertThat(result.problems()).singleElement().asString().startsWith("unread: ").contains(key + " cannot be read: ");
        assertThat(result.objects()).isEqualTo(2);
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsWrongElsewhereWins() {
        String key = lab.keys().get(0);
        lab.truncate(lab.keys().get(2));

        assertThat(verify(false, new Refusal(key, 403)).exitCode()).isEqualTo(1);
    }

    @Test
    void anObjectThatIsGoneWhenItIsReadIsAProblem() {
        String key = lab.keys().get(1);

        VerifyResult result = verify(false, new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
                if (keyOf(call.request()).endsWith(key)) {
                    lab.delete(key);
                }
            }
        });

        assertThat(result.problems())
                .containsExactlyInAnyOrder(
                        "content: %s/%s cannot be read: it was listed, but is gone".formatted(lab.prefix, key),
                        "gap: %s-0 10..19 is in no object".formatted(lab.topic));
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void anObjectWhoseConnectionBreaksIsReadAgain() {
        Broken once = new Broken(lab.keys().get(1), 1);
        assertThat(verify(false, once).problems()).isEmpty();
        assertThat(once.breaks).hasValue(1);

        VerifyResult result = verify(false, new Broken(lab.keys().get(1), 100));
        assertThat(result.problems()).singleElement().asString().contains(lab.keys().get(1) + " cannot be read: the connection broke");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private static VerifyResult verify(boolean quick, ExecutionInterceptor fault) {
        try (S3Client s3 = S3Client.builder().overrideConfiguration(all -> all.addExecutionInterceptor(fault)).build()) {
            Pipeline pipeline = lab.pipeline();
            LakeLocation location = new LakeLocation(Lab.BUCKET, lab.prefix);
            return new Verify(location, pipeline.bean("lake", Lake.class), s3, pipeline.bean("topics", Topics.class), pipeline.kafka()).run(quick);
        }
    }

    private static String keyOf(Object request) {
        if (request instanceof GetObjectRequest get) {
            return get.key();
        }
        return request instanceof HeadObjectRequest head ? head.key() : "";
    }

    /** S3 answers so to each try. */
    private record Refusal(String key, int status) implements ExecutionInterceptor {
        private boolean concerns(Context.AfterTransmission call) {
            return keyOf(call.request()).endsWith(key);
        }

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse call, ExecutionAttributes attributes) {
            return concerns(call) ? call.httpResponse().toBuilder().statusCode(status).build() : call.httpResponse();
        }

        @Override
        public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse call, ExecutionAttributes attributes) {
            String error = "<Error><Code>Fault</Code><Message>so it is</Message></Error>";
            return concerns(call) ? Optional.of(new ByteArrayInputStream(error.getBytes(UTF_8))) : call.responseBody();
        }
    }

    /** The connection breaks after a few bytes, so many times. */
    private static final class Broken implements ExecutionInterceptor {
        private final String key;
        private final int times;
        private final AtomicInteger breaks = new AtomicInteger();

        Broken(String key, int times) {
            this.key = key;
            this.times = times;
        }

        @Override
        public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse call, ExecutionAttributes attributes) {
            if (!keyOf(call.request()).endsWith(key) || breaks.get() == times) {
                return call.responseBody();
            }
            breaks.incrementAndGet();
            return Optional.of(new InputStream() {
                private int left = 10;

                @Override
                public int read() throws IOException {
                    if (left-- > 0) {
                        return call.responseBody().orElseThrow().read();
                    }
                    throw new IOException("the connection broke");
                }
            });
        }
    }
}
