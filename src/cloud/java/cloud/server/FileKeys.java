package cloud.server;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Keys as paths of files: one that cannot be a path, or not beside the others, is refused by its name and never found. */
final class FileKeys extends ForwardingBlobStore {
    /** A file's name has 255 bytes at most, 37 of which mark it while it is written. */
    private static final int LONGEST_NAME = 218;

    private static final Pattern BEING_WRITTEN = Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path root;

    FileKeys(BlobStore store, Path root) {
        super(store);
        this.root = root;
    }

    /** Why there can be no such object; empty if there can. */
    private Optional<String> fault(String bucket, String key) {
        Path file = root.resolve(bucket);
        String[] names = key.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            boolean last = i == names.length - 1;
            if (last && names[i].isEmpty() && i > 0) {
                return Optional.empty();
            }
            if (names[i].getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                return Optional.of("no part of its key between slashes may have more than " + LONGEST_NAME + " bytes");
            }
            if (last && BEING_WRITTEN.matcher(names[i]).matches()) {
                return Optional.of("a name that ends with a hyphen and a UUID is that of a file which is being written");
            }
            file = file.resolve(names[i]);
            if (!last && Files.isRegularFile(file)) {
                return Optional.of("'" + path(bucket, file) + "' is an object, and cannot be a folder too");
            }
            if (last && Files.isDirectory(file)) {
                return Optional.of("'" + path(bucket, file) + "/' is a folder, and cannot be an object too");
            }
        }
        return Optional.empty();
    }

    private Path path(String bucket, Path file) {
        return root.resolve(bucket).relativize(file);
    }

    private void require(String bucket, String key) {
        fault(bucket, key).ifPresent(fault -> {
            throw refusal(key, fault);
        });
    }

    private static S3Exception refusal(String key, String fault) {
        return error(400, "InvalidArgument", "The local S3 keeps each object as a file, and cannot keep '" + key + "': " + fault);
    }

    private void requirePossible(String bucket, String key) {
        if (fault(bucket, key).isPresent()) {
            throw error(404, "NoSuchKey", "The specified key does not exist.");
        }
    }

    private static S3Exception error(int status, String code, String message) {
        return (S3Exception) S3Exception.builder().statusCode(status).message(message)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build()).build();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        require(request.bucket(), request.key());
        if (request.key().endsWith("/") && request.contentLength() != null && request.contentLength() > 0) {
            throw refusal(request.key(), "what marks a folder has no content");
        }
        return super.putBlob(request, content);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        requirePossible(request.sourceBucket(), request.sourceKey());
        require(request.destinationBucket(), request.destinationKey());
        return super.copyBlob(request);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        require(request.bucket(), request.key());
        return super.initiateMultipartUpload(request);
    }

    @Override
    public boolean blobExists(String bucket, String key) {
        return fault(bucket, key).isEmpty() && super.blobExists(bucket, key);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        requirePossible(request.bucket(), request.key());
        return super.blobMetadata(request);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        requirePossible(request.bucket(), request.key());
        return super.getBlob(request);
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        return fault(request.bucket(), request.key()).isPresent() ? DeleteObjectResponse.builder().build() : super.removeBlob(request);
    }
}
