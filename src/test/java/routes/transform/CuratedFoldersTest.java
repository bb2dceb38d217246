package routes.transform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import routes.query.QueryFailedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

class CuratedFoldersTest {
    @Test
    void saysWhenS3TakesTheCallAndDeletesNothing() {
        CuratedFolders folders = new CuratedFolders(new NothingGoes(), "lake", "curated/daily/");
        assertThatThrownBy(() -> folders.sweep("year", List.of(), Instant.now()))
                .isInstanceOf(QueryFailedException.class)
                .hasMessage("1 object of replaced versions cannot be deleted and still cost, s3://lake/curated/daily/run/a/year=a/x first"
                        + " (AccessDenied: Access Denied)");
    }

    /** One old object, and no right to delete it. */
    private static final class NothingGoes implements S3Client {
        private static final String KEY = "curated/daily/run/a/year=a/x";

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request list) {
            return ListObjectsV2Response.builder().isTruncated(false).contents(S3Object.builder().key(KEY).lastModified(Instant.EPOCH).build()).build();
        }

        @Override
        public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest delete) {
            return DeleteObjectsResponse.builder().errors(S3Error.builder().key(KEY).code("AccessDenied").message("Access Denied").build()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
