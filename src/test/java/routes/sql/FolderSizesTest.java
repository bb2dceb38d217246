package routes.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

class FolderSizesTest {
    /** So that a query of too many objects to count can still be refused for those that were. */
    @Test
    void whereThereAreTooManyObjectsTheSizeOfThoseThatWereSeenIsKnown() {
        FolderSizes.Size all = new FolderSizes(bucket(), new Remembered(), 4).of(List.of("s3://lake/date=1/", "s3://lake/date=2"));
        assertThat(all).isEqualTo(new FolderSizes.Size(4, 40, null));

        FolderSizes.Size some = new FolderSizes(bucket(), new Remembered(), 3).of(List.of("s3://lake/date=1/", "s3://lake/date=2"));
        assertThat(some).isEqualTo(new FolderSizes.Size(3, 30, "there are more than 3 objects in s3://lake/date="));
    }

    /** Two objects of ten bytes for each of two dates. */
    private static S3Client bucket() {
        return new S3Client() {
            @Override
            public ListObjectsV2Response listObjectsV2(ListObjectsV2Request list) {
                return ListObjectsV2Response.builder()
                        .contents(Stream.of("date=1/a", "date=1/b", "date=2/a", "date=2/b").map(key -> S3Object.builder().key(key).size(10L).build()).toList())
                        .isTruncated(false)
                        .build();
            }

            @Override
            public String serviceName() {
                return "s3";
            }

            @Override
            public void close() {}
        };
    }
}
