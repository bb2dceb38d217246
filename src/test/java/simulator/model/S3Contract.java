package simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the pipeline relies on of S3, whoever answers. */
interface S3Contract {
    String BUCKET = "contract";
    /** A folder of their own for those of each test. */
    ThreadLocal<String> FOLDER = ThreadLocal.withInitial(String::new);

    S3Client s3();

    /** S3's clock, as the test's knows it. */
    Instant now();

    @org.junit.jupiter.api.BeforeEach
    default void takeNewFolder() {
        FOLDER.set("folder-%s/".formatted(UUID.randomUUID().toString().substring(0, 8)));
    }

    private static String key(String name) {
        return FOLDER.get() + name;
    }

    private PutObjectResponse put(String name, String content) {
        return s3().putObject(put -> put.bucket(BUCKET).key(key(name)), RequestBody.fromString(content));
    }

    private PutObjectResponse putNew(String name, String content) {
        return s3().putObject(put -> put.bucket(BUCKET).key(key(name)).ifNoneMatch("*"), RequestBody.fromString(content));
    }

    private String content(String name) {
        return s3().getObjectAsBytes(get -> get.bucket(BUCKET).key(key(name))).asUtf8String();
    }

    private HeadObjectResponse head(String name) {
        return s3().headObject(head -> head.bucket(BUCKET).key(key(name)));
    }

    private static S3Exception refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(S3Exception.class, call);
    }

    private List<String> names(ListObjectsV2Response page) {
        return page.contents().stream().map(S3Object::key).map(key -> key.substring(FOLDER.get().length())).toList();
    }

    @Test
    default void whatWasPutIsThereForAll() {
        put("a", "first");

        assertThat(content("a")).isEqualTo("first");
        assertThat(head("a").contentLength()).isEqualTo(5);
        assertThat(names(s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get())))).containsExactly("a");
    }

    @Test
    default void aPutReplacesWhatWasThere() {
        put("a", "first");
        put("a", "second");

        assertThat(content("a")).isEqualTo("second");
    }

    @Test
    default void anEmptyObjectIsAnObject() {
        put("a", "");

        assertThat(content("a")).isEmpty();
        assertThat(head("a").contentLength()).isZero();
    }

    @Test
    default void bytesComeBackAsTheyWere() {
        byte[] bytes = new byte[70_000];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i * 31));
        s3().putObject(put -> put.bucket(BUCKET).key(key("a")), RequestBody.fromBytes(bytes));

        assertThat(s3().getObjectAsBytes(get -> get.bucket(BUCKET).key(key("a"))).asByteArray()).isEqualTo(bytes);
    }

    @Test
    default void anObjectThatMustBeNewIsPutWhereThereIsNone() {
        putNew("a", "first");

        assertThat(content("a")).isEqualTo("first");
    }

    @Test
    default void anObjectThatMustBeNewIsRefusedWhereThereIsOneWhichStays() {
        put("a", "first");

        S3Exception refused = refusal(() -> putNew("a", "second"));

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
        assertThat(content("a")).isEqualTo("first");
    }

    @Test
    default void anObjectThatMustBeNewIsRefusedEvenIfItIsTheSame() {
        putNew("a", "same");

        assertThat(refusal(() -> putNew("a", "same")).statusCode()).isEqualTo(412);
    }

    @Test
    default void aKeyIsFreeAgainAfterADelete() {
        put("a", "first");
        s3().deleteObject(delete -> delete.bucket(BUCKET).key(key("a")));

        putNew("a", "second");

        assertThat(content("a")).isEqualTo("second");
    }

    @Test
    default void anObjectIsReplacedByWhoKnowsItsEtag() {
        String etag = put("a", "first").eTag();

        s3().putObject(put -> put.bucket(BUCKET).key(key("a")).ifMatch(etag), RequestBody.fromString("second"));

        assertThat(content("a")).isEqualTo("second");
    }

    @Test
    default void anObjectIsNotReplacedByWhoKnowsAnOldEtag() {
        String etag = put("a", "first").eTag();
        put("a", "second");

        S3Exception refused = refusal(() ->
                s3().putObject(put -> put.bucket(BUCKET).key(key("a")).ifMatch(etag), RequestBody.fromString("third")));

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(content("a")).isEqualTo("second");
    }

    @Test
    default void theEtagTellsTheContent() {
        String etag = put("a", "first").eTag();

        assertThat(etag).startsWith("\"").endsWith("\"");
        assertThat(put("b", "first").eTag()).isEqualTo(etag);
        assertThat(put("c", "second").eTag()).isNotEqualTo(etag);
        assertThat(head("a").eTag()).isEqualTo(etag);
    }

    @Test
    default void metadataComeBackWithGetAndHead() {
        Map<String, String> metadata = Map.of("end-offset", "4711", "topic", "quotes", "checksum", "00ff");
        s3().putObject(put -> put.bucket(BUCKET).key(key("a")).metadata(metadata), RequestBody.fromString("x"));

        assertThat(head("a").metadata()).isEqualTo(metadata);
        assertThat(s3().getObjectAsBytes(get -> get.bucket(BUCKET).key(key("a"))).response().metadata()).isEqualTo(metadata);
    }

    @Test
    default void metadataOfAnEarlierObjectGoWithIt() {
        s3().putObject(put -> put.bucket(BUCKET).key(key("a")).metadata(Map.of("old", "1")), RequestBody.fromString("x"));
        s3().putObject(put -> put.bucket(BUCKET).key(key("a")).metadata(Map.of("new", "2")), RequestBody.fromString("x"));

        assertThat(head("a").metadata()).isEqualTo(Map.of("new", "2"));
    }

    @Test
    default void theContentTypeComesBack() {
        s3().putObject(put -> put.bucket(BUCKET).key(key("a")).contentType("application/x-ndjson"), RequestBody.fromString("x"));

        assertThat(head("a").contentType()).isEqualTo("application/x-ndjson");
    }

    @Test
    default void aGetOfWhatIsNotThereIsTold() {
        NoSuchKeyException refused = catchThrowableOfType(NoSuchKeyException.class, () -> content("none"));

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("NoSuchKey");
    }

    @Test
    default void aHeadOfWhatIsNotThereIsTold() {
        assertThat(catchThrowableOfType(NoSuchKeyException.class, () -> head("none")).statusCode()).isEqualTo(404);
    }

    @Test
    default void aBucketThatIsNotThereIsTold() {
        s3().headBucket(head -> head.bucket(BUCKET));
        assertThat(catchThrowableOfType(NoSuchBucketException.class, () -> s3().headBucket(head -> head.bucket("no-such"))).statusCode()).isEqualTo(404);
        assertThat(catchThrowableOfType(NoSuchBucketException.class, () -> s3().listObjectsV2(list -> list.bucket("no-such"))).statusCode()).isEqualTo(404);
        assertThat(catchThrowableOfType(
                        NoSuchBucketException.class,
                        () -> s3().putObject(put -> put.bucket("no-such").key("a"), RequestBody.fromString("x"))).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-3|0123", "bytes=4-|456789", "bytes=-2|89", "bytes=8-100|89", "bytes=-100|0123456789"})
    default void aRangeIsAPartOfTheObject(String rangeAndPart) throws Exception {
        put("a", "0123456789");
        String[] parts = rangeAndPart.split("\\|");

        try (ResponseInputStream<GetObjectResponse> part = s3().getObject(get -> get.bucket(BUCKET).key(key("a")).range(parts[0]))) {
            assertThat(new String(part.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(parts[1]);
            assertThat(part.response().contentLength()).isEqualTo(parts[1].length());
            assertThat(part.response().contentRange()).endsWith("/10");
        }
    }

    @Test
    default void aRangeBehindTheEndIsRefused() {
        put("a", "0123456789");

        assertThat(refusal(() -> s3().getObjectAsBytes(get -> get.bucket(BUCKET).key(key("a")).range("bytes=10-12"))).statusCode()).isEqualTo(416);
    }

    @Test
    default void aDeleteIsDoneEvenIfThereIsNothing() {
        put("a", "first");

        s3().deleteObject(delete -> delete.bucket(BUCKET).key(key("a")));
        s3().deleteObject(delete -> delete.bucket(BUCKET).key(key("a")));

        assertThat(catchThrowableOfType(NoSuchKeyException.class, () -> head("a"))).isNotNull();
    }

    @Test
    default void severalAreDeletedAtOnce() {
        Stream.of("a", "b", "c").forEach(name -> put(name, name));

        List<ObjectIdentifier> some = Stream.of("a", "c", "none").map(name -> ObjectIdentifier.builder().key(key(name)).build()).toList();
        assertThat(s3().deleteObjects(delete -> delete.bucket(BUCKET).delete(Delete.builder().objects(some).quiet(true).build())).errors()).isEmpty();

        assertThat(names(s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get())))).containsExactly("b");
    }

    @Test
    default void keysAreListedInTheOrderOfTheirBytes() {
        List<String> names = new ArrayList<>(List.of("aa", "B", "a-1", "a/1", "a.1", "a0", "b", "é", "zz", "0", "10", "9"));
        Collections.shuffle(names, new java.util.Random(1));
        names.forEach(name -> put(name, name));

        assertThat(names(s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()))))
                .containsExactly("0", "10", "9", "B", "a-1", "a.1", "a/1", "a0", "aa", "b", "zz", "é");
    }

    @Test
    default void aPrefixNeedNotEndAtASlash() {
        Stream.of("quotes-1-5", "quotes-10-5", "quotes-2-5").forEach(name -> put(name, name));

        assertThat(names(s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(key("quotes-1"))))).containsExactly("quotes-1-5", "quotes-10-5");
        assertThat(names(s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(key("quotes-1-"))))).containsExactly("quotes-1-5");
    }

    @Test
    default void anObjectIsListedWithItsSizeEtagAndTime() {
        String etag = put("a", "first").eTag();

        S3Object listed = s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get())).contents().get(0);

        assertThat(listed.size()).isEqualTo(5);
        assertThat(listed.eTag()).isEqualTo(etag);
        assertThat(listed.lastModified()).isEqualTo(head("a").lastModified());
    }

    @Test
    default void anObjectsTimeIsThatOfItsPutInWholeSeconds() {
        put("a", "first");

        Instant time = head("a").lastModified();
        assertThat(time.getNano()).isZero();
        assertThat(Duration.between(time, now())).isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(2));
    }

    @Test
    default void aPageTellsWhetherThereIsMoreAndHowToGetIt() {
        Stream.of("a", "b", "c", "d", "e").forEach(name -> put(name, name));

        ListObjectsV2Response first = s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()).maxKeys(2));
        assertThat(names(first)).containsExactly("a", "b");
        assertThat(first.isTruncated()).isTrue();
        assertThat(first.keyCount()).isEqualTo(2);

        ListObjectsV2Response second =
                s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()).maxKeys(3).continuationToken(first.nextContinuationToken()));
        assertThat(names(second)).containsExactly("c", "d", "e");
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.nextContinuationToken()).isNull();
    }

    @Test
    default void allPagesTogetherHaveEachKeyOnce() {
        List<String> names = IntStream.range(0, 23).mapToObj("%02d"::formatted).toList();
        names.forEach(name -> put(name, name));

        assertThat(s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(FOLDER.get()).maxKeys(5)).contents().stream().map(S3Object::key))
                .containsExactlyElementsOf(names.stream().map(S3Contract::key).toList());
    }

    @Test
    default void whatIsPutWhileAListIsReadIsOnALaterPage() {
        Stream.of("a", "b", "d").forEach(name -> put(name, name));
        ListObjectsV2Response first = s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()).maxKeys(2));

        Stream.of("aa", "c").forEach(name -> put(name, name));

        assertThat(names(s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()).continuationToken(first.nextContinuationToken()))))
                .containsExactly("c", "d");
    }

    @Test
    default void aListBeginsAfterAGivenKey() {
        Stream.of("a", "b", "c").forEach(name -> put(name, name));

        assertThat(names(s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()).startAfter(key("a"))))).containsExactly("b", "c");
        assertThat(names(s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()).startAfter(key("aa"))))).containsExactly("b", "c");
        assertThat(names(s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()).startAfter(key("c"))))).isEmpty();
    }

    @Test
    default void foldersAreListedInsteadOfWhatIsInThem() {
        Stream.of("date=2026-11-01/a", "date=2026-11-01/b", "date=2026-11-02/a", "plain").forEach(name -> put(name, name));

        ListObjectsV2Response page = s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()).delimiter("/"));

        assertThat(page.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly(key("date=2026-11-01/"), key("date=2026-11-02/"));
        assertThat(names(page)).containsExactly("plain");
        assertThat(page.keyCount()).isEqualTo(3);
    }

    @Test
    default void eachFolderIsOnOnePage() {
        List<String> folders = IntStream.rangeClosed(1, 7).mapToObj("date=2026-11-%02d/"::formatted).toList();
        folders.forEach(folder -> Stream.of("a", "b", "c").forEach(name -> put(folder + name, name)));

        assertThat(s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(key("date=")).delimiter("/").maxKeys(2)).commonPrefixes().stream()
                        .map(CommonPrefix::prefix))
                .containsExactlyElementsOf(folders.stream().map(S3Contract::key).toList());
    }

    @Test
    default void anEmptyFolderIsListedAsNothing() {
        ListObjectsV2Response page = s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()).maxKeys(1));

        assertThat(page.hasContents()).isFalse();
        assertThat(page.contents()).isEmpty();
        assertThat(page.isTruncated()).isFalse();
    }

    @Test
    default void anAnswerTellsTheTimeOfS3() {
        ListObjectsV2Response page = s3().listObjectsV2(list -> list.bucket(BUCKET).prefix(FOLDER.get()));

        Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(page.sdkHttpResponse().firstMatchingHeader("Date").orElseThrow(), Instant::from);
        assertThat(Duration.between(date, now())).isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(2));
    }
}
