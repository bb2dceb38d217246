package cloud.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Keys that S3 takes, and a folder of files cannot hold. */
@Tag("servers")
class FileKeysTest {
    private static LocalS3 server;
    private static S3Client s3;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = LocalS3.start(directory, 0);
        s3 = S3Client.builder().endpointOverride(server.endpoint()).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY))).build();
        s3.createBucket(create -> create.bucket("lake"));
        put("a");
        put("folder/object");
    }

    @AfterAll
    static void stop() {
        s3.close();
        server.close();
    }

    private static void put(String key) {
        s3.putObject(put -> put.bucket("lake").key(key), RequestBody.fromString(key));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a/b                                    | 'a' is an object, and cannot be a folder too
            folder                                 | 'folder/' is a folder, and cannot be an object too
            x-0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f | a name that ends with a hyphen and a UUID is that of a file which is being written
            """)
    void refusesAKeyThatCannotBeAFileAndNeverFindsIt(String key, String why) {
        refuses(key, why);
    }

    private static void refuses(String key, String why) {
        String sentence = "The local S3 keeps each object as a file, and cannot keep '" + key + "': " + why;
        for (Runnable write : List.<Runnable>of(() -> put(key), () -> s3.createMultipartUpload(create -> create.bucket("lake").key(key)),
                () -> s3.copyObject(copy -> copy.sourceBucket("lake").sourceKey("a").destinationBucket("lake").destinationKey(key)))) {
            S3Exception refused = catchThrowableOfType(S3Exception.class, write::run);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidArgument");
            assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(sentence);
        }
        assertThat(catchThrowableOfType(S3Exception.class, () -> s3.getObjectAsBytes(get -> get.bucket("lake").key(key)))).isInstanceOf(NoSuchKeyException.class);
        assertThat(catchThrowableOfType(S3Exception.class, () -> s3.headObject(head -> head.bucket("lake").key(key))).statusCode()).isEqualTo(404);
        s3.deleteObject(delete -> delete.bucket("lake").key(key));
        s3.deleteObjects(delete -> delete.bucket("lake").delete(Delete.builder().objects(ObjectIdentifier.builder().key(key).build()).build()));
        assertThat(s3.listObjectsV2(list -> list.bucket("lake")).contents()).extracting(S3Object::key).contains("a", "folder/object");
    }

    @Test
    void takesNamesOf218BytesAndRefusesLongerOnes() {
        String longest = "ä".repeat(109);
        put("long/" + longest);

        assertThat(s3.getObjectAsBytes(get -> get.bucket("lake").key("long/" + longest)).asUtf8String()).isEqualTo("long/" + longest);
        refuses("long/" + longest + "x", "no part of its key between slashes may have more than 218 bytes");
    }

    @Test
    void takesAKeyThatWasAFolderBeforeItsObjectsWereDeleted() {
        put("once/deep/object");
        s3.deleteObject(delete -> delete.bucket("lake").key("once/deep/object"));
        put("once");

        assertThat(s3.getObjectAsBytes(get -> get.bucket("lake").key("once")).asUtf8String()).isEqualTo("once");
    }

    @Test
    void keepsMarksOfFoldersThatHaveNoContent() {
        s3.putObject(put -> put.bucket("lake").key("marked/"), RequestBody.empty());
        put("marked/object");

        assertThat(s3.headObject(head -> head.bucket("lake").key("marked/")).contentLength()).isZero();
        assertThat(catchThrowableOfType(S3Exception.class, () -> put("marked/"))).hasMessageContaining("what marks a folder has no content");
    }
}
