package routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket in memory whose puts can be refused. Of what is refused with 412 another has put the same object before. */
final class S3Stub implements S3Client {
    final List<PutObjectRequest> puts = new ArrayList<>();
    final Map<String, String> contents = new TreeMap<>();
    private final Map<String, Map<String, String>> metadata = new TreeMap<>();
    private int refusal;

    void refuseWith(int status) {
        refusal = status;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest put, RequestBody body) {
        puts.add(put);
        if (refusal == 0 || refusal == 412) {
            metadata.put(put.key(), put.metadata());
            contents.put(put.key(), text(body));
        }
        if (refusal != 0) {
            throw S3Exception.builder().statusCode(refusal).message("refused").build();
        }
        return PutObjectResponse.builder().build();
    }

    private static String text(RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest head) {
        return HeadObjectResponse.builder().metadata(metadata.get(head.key())).build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest head) {
        return HeadBucketResponse.builder().build();
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest get) {
        throw NoSuchKeyException.builder().statusCode(404).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
