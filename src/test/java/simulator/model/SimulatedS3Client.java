package simulator.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.S3Response;

/** The calls that the pipeline makes; all others are refused by the SDK's interface itself. */
final class SimulatedS3Client implements S3Client {
    /** That of the product's client. */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(90);

    private static final Duration TIME_OF_TRIES = Duration.ofSeconds(1);
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private final SimulatedS3 s3;
    private final World world;
    private final S3Faults faults;

    SimulatedS3Client(SimulatedS3 s3, World world, S3Faults faults) {
        this.s3 = s3;
        this.world = world;
        this.faults = faults;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest put, RequestBody body) {
        byte[] content = bytes(body);
        boolean conditional = put.ifMatch() != null || put.ifNoneMatch() != null;
        return call("putObject", put.bucket(), put.key(), put, conditional, false, fault -> {
            SimulatedS3.Stored stored =
                    s3.put(put.bucket(), put.key(), content, put.metadata(), put.contentType(), put.ifMatch(), put.ifNoneMatch());
            return answer(PutObjectResponse.builder().eTag(stored.etag()), 200);
        });
    }

    @Override
    public <T> T getObject(GetObjectRequest get, ResponseTransformer<GetObjectResponse, T> transformer) {
        Answer<GetObjectResponse> answer = call("getObject", get.bucket(), get.key(), get, false, true, fault -> {
            SimulatedS3.Stored stored = s3.get(get.bucket(), get.key());
            Part part = Part.of(get.range(), stored.content().length);
            byte[] content = Arrays.copyOfRange(stored.content(), part.from(), part.to());
            GetObjectResponse response = answer(
                    GetObjectResponse.builder()
                            .contentLength((long) content.length)
                            .contentRange(get.range() == null ? null : part.header(stored.content().length))
                            .contentType(stored.contentType())
                            .eTag(stored.etag())
                            .lastModified(stored.lastModified())
                            .metadata(stored.metadata()),
                    get.range() == null ? 200 : 206);
            return new Answer<>(response, content, fault == S3Fault.Kind.CUT_BODY);
        });
        try {
            return transformer.transform(answer.response(), AbortableInputStream.create(answer.body()));
        } catch (SdkClientException broken) {
            throw broken;
        } catch (Exception broken) {
            throw SdkClientException.create("Failed to read response.", broken);
        }
    }

    private record Answer<T>(T response, byte[] content, boolean cut) {
        InputStream body() {
            if (!cut) {
                return new ByteArrayInputStream(content);
            }
            return new SequenceInputStream(new ByteArrayInputStream(content, 0, content.length / 2), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("Premature end of Content-Length delimited message body (expected: %,d; received: %,d)"
                            .formatted(content.length, content.length / 2));
                }
            });
        }
    }

    /** Of an object, from one byte to before another. */
    private record Part(int from, int to) {
        static Part of(String range, int length) {
            Matcher bytes = RANGE.matcher(range == null ? "" : range);
            if (!bytes.matches()) {
                return new Part(0, length);
            }
            if (bytes.group(1).isEmpty()) {
                return new Part(Math.max(0, length - Integer.parseInt(bytes.group(2))), length);
            }
            int from = Integer.parseInt(bytes.group(1));
            if (from >= length) {
                throw S3Errors.invalidRange();
            }
            return new Part(from, bytes.group(2).isEmpty() ? length : Math.min(length, Integer.parseInt(bytes.group(2)) + 1));
        }

        String header(int length) {
            return "bytes %d-%d/%d".formatted(from, to - 1, length);
        }
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest head) {
        return call("headObject", head.bucket(), head.key(), head, false, false, fault -> {
            SimulatedS3.Stored stored = s3.get(head.bucket(), head.key());
            return answer(
                    HeadObjectResponse.builder()
                            .contentLength((long) stored.content().length)
                            .contentType(stored.contentType())
                            .eTag(stored.etag())
                            .lastModified(stored.lastModified())
                            .metadata(stored.metadata()),
                    200);
        });
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest head) {
        return call("headBucket", head.bucket(), "", head, false, false, fault -> {
            s3.objects(head.bucket());
            return answer(HeadBucketResponse.builder(), 200);
        });
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request list) {
        return call("listObjectsV2", list.bucket(), list.prefix() == null ? "" : list.prefix(), list, false, false,
                fault -> answer(S3Listing.of(list, s3.objects(list.bucket())), 200));
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest delete) {
        return call("deleteObject", delete.bucket(), delete.key(), delete, false, false, fault -> {
            s3.delete(delete.bucket(), delete.key());
            return answer(DeleteObjectResponse.builder(), 204);
        });
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest delete) {
        List<ObjectIdentifier> objects = delete.delete().objects();
        return call("deleteObjects", delete.bucket(), objects.get(0).key(), delete, false, false, fault -> {
            objects.forEach(object -> s3.delete(delete.bucket(), object.key()));
            boolean quiet = Boolean.TRUE.equals(delete.delete().quiet());
            return answer(
                    DeleteObjectsResponse.builder().deleted(quiet ? List.of() : objects.stream().map(object -> DeletedObject.builder().key(object.key()).build()).toList()),
                    200);
        });
    }

    private interface Effect<T> {
        T apply(S3Fault.Kind fault);
    }

    private <T> T call(String operation, String bucket, String key, S3Request request, boolean conditional, boolean hasBody, Effect<T> effect) {
        S3Call call = new S3Call(operation, bucket, key);
        S3Fault fault = faults.next(call);
        world.step("S3 " + call);
        T answer = answer(call, request, fitting(fault, conditional, hasBody), effect);
        world.step("S3 " + call + " answered");
        return answer;
    }

    /** Some faults are those of some calls alone. */
    private static S3Fault fitting(S3Fault fault, boolean conditional, boolean hasBody) {
        boolean fits = switch (fault.kind()) {
            case CONFLICT -> conditional;
            case CUT_BODY -> hasBody;
            default -> true;
        };
        return fits ? fault : S3Fault.NONE;
    }

    private <T> T answer(S3Call call, S3Request request, S3Fault fault, Effect<T> effect) {
        switch (fault.kind()) {
            case NONE, CUT_BODY -> {
                return effect.apply(fault.kind());
            }
            case SLOW -> {
                T answer = effect.apply(fault.kind());
                world.sleep(fault.after());
                return answer;
            }
            case ANSWER_LOST_AND_TRIED_AGAIN -> {
                applyUnseen(call, fault, effect);
                world.sleep(TIME_OF_TRIES);
                return effect.apply(fault.kind());
            }
            case ANSWER_LOST -> {
                applyUnseen(call, fault, effect);
                throw noAnswer(request);
            }
            case ARRIVES_LATE -> {
                s3.arriveLater(world.now().plus(fault.after()), () -> effect.apply(fault.kind()));
                throw noAnswer(request);
            }
            case NO_ANSWER -> throw noAnswer(request);
            case CONFLICT -> throw S3Errors.conflict();
            case INTERNAL_ERROR -> throw afterTries(S3Errors.internalError());
            case SLOW_DOWN -> throw afterTries(S3Errors.slowDown());
        }
        throw new IllegalArgumentException(fault.toString());
    }

    private <T> void applyUnseen(S3Call call, S3Fault fault, Effect<T> effect) {
        try {
            effect.apply(fault.kind());
        } catch (S3Exception refused) {
            // the answer is lost
        }
        world.step("S3 " + call + " applied");
    }

    private SdkClientException noAnswer(S3Request request) {
        Duration limit = request.overrideConfiguration().flatMap(override -> override.apiCallTimeout()).orElse(CALL_LIMIT);
        world.sleep(limit);
        return S3Errors.noAnswer(limit);
    }

    private S3Exception afterTries(S3Exception refusal) {
        world.sleep(TIME_OF_TRIES);
        return refusal;
    }

    @SuppressWarnings("unchecked")
    private <T extends S3Response> T answer(S3Response.Builder response, int status) {
        response.sdkHttpResponse(SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(s3.now().atOffset(ZoneOffset.UTC)))
                .build());
        return (T) response.build();
    }

    private static byte[] bytes(RequestBody body) {
        try (InputStream content = body.contentStreamProvider().newStream()) {
            return content.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
