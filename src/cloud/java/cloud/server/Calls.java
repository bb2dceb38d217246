package cloud.server;

import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** What clients called, by IAM permission: {@code glue:GetTables}, {@code s3:PutObject}. */
public final class Calls {
    private final Set<String> rights = ConcurrentHashMap.newKeySet();

    void add(String right) {
        rights.add(right);
    }

    Set<String> rights() {
        return new TreeSet<>(rights);
    }

    void forget() {
        rights.clear();
    }

    BlobStore of(BlobStore store) {
        return new ForwardingBlobStore(store) {
            @Override
            public HeadBucketResponse headBucket(HeadBucketRequest request) {
                add("s3:ListBucket");
                return super.headBucket(request);
            }

            @Override
            public ListObjectsV2Response list(ListObjectsV2Request request) {
                add("s3:ListBucket");
                return super.list(request);
            }

            @Override
            public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
                add("s3:GetObject");
                return super.blobMetadata(request);
            }

            @Override
            public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
                add("s3:GetObject");
                return super.getBlob(request);
            }

            @Override
            public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
                add("s3:PutObject");
                return super.putBlob(request, content);
            }

            @Override
            public CopyObjectResponse copyBlob(CopyObjectRequest request) {
                add("s3:GetObject");
                add("s3:PutObject");
                return super.copyBlob(request);
            }

            @Override
            public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
                add("s3:DeleteObject");
                return super.removeBlob(request);
            }

            @Override
            public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
                add("s3:DeleteObject");
                return super.removeBlobs(request);
            }
        };
    }
}
