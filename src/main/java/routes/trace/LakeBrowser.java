package routes.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import routes.aws.AwsClients;
import routes.lake.LakeLocation;
import routes.lake.ObjectKey;
import routes.lake.ObjectReader;
import routes.lang.AwayException;
import routes.lang.Errors;
import routes.lang.Json;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of the lake, for people: a page at a time, and how one begins. Nothing beside the lake can be asked for. */
public class LakeBrowser {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final int MOST_OBJECTS = 100;
    /** More are more requests than somebody would wait for. */
    private static final int MOST_SORTED = 10_000;
    private static final int MOST_PAGES_OF_DATES = 10;
    private static final int SHOWN = 8000;

    private final LakeLocation location;
    private final S3Client s3;

    public LakeBrowser(LakeLocation location, S3Client s3) {
        this.location = location;
        this.s3 = s3;
    }

    /** Its dates, the newest first. */
    public ObjectNode dates() {
        List<String> dates = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            String from = token;
            ListObjectsV2Response page = s3.listObjectsV2(list -> list
                    .bucket(location.bucket()).prefix(location.prefix() + "/date=").delimiter("/").continuationToken(from).overrideConfiguration(AwsClients::brief));
            page.commonPrefixes().forEach(folder -> dates.add(folder.prefix().replaceFirst(".*/date=([^/]*)/", "$1")));
            token = page.nextContinuationToken();
        } while (token != null && ++pages < MOST_PAGES_OF_DATES);
        Collections.reverse(dates);
        ObjectNode document = Json.object().put("bucket", location.bucket()).put("prefix", location.prefix());
        ArrayNode all = document.putArray("dates");
        dates.stream().filter(date -> DATE.matcher(date).matches()).forEach(all::add);
        return document;
    }

    /**
     * The objects of a date, the newest first; where they are very many, those of the first names.
     *
     * @param after the last one of the page before; null for the first page
     */
    public ObjectNode objects(String date, String after) {
        if (!DATE.matcher(date).matches()) {
            throw new IllegalArgumentException("date '%s' is not a day such as 2026-11-22".formatted(date));
        }
        String last = after == null ? null : key(after);
        Iterator<S3Object> listed = s3.listObjectsV2Paginator(list -> list
                .bucket(location.bucket()).prefix("%s/date=%s/".formatted(location.prefix(), date)).overrideConfiguration(AwsClients::brief)).contents().iterator();
        List<S3Object> all = new ArrayList<>();
        while (listed.hasNext() && all.size() < MOST_SORTED) {
            all.add(listed.next());
        }
        all.sort(Comparator.comparing(S3Object::lastModified).thenComparing(S3Object::key).reversed());
        List<S3Object> rest = all.stream().dropWhile(object -> last != null && !object.key().equals(last)).skip(last == null ? 0 : 1).toList();
        List<S3Object> page = rest.subList(0, Math.min(MOST_OBJECTS, rest.size()));
        ObjectNode document = Json.object().put("date", date);
        ArrayNode objects = document.putArray("objects");
        page.forEach(object -> add(objects.addObject(), object));
        return document.put("complete", !listed.hasNext())
                .put("after", page.size() < rest.size() ? objects.get(objects.size() - 1).get("key").asText() : null);
    }

    private void add(ObjectNode one, S3Object object) {
        ObjectKey name = ObjectKey.parse(location.prefix(), object.key()).orElse(null);
        one.put("key", object.key().substring(location.prefix().length() + 1));
        one.put("topic", name == null ? null : name.topic());
        one.put("partition", name == null ? null : name.partition());
        one.put("startOffset", name == null ? null : name.startOffset());
        one.put("size", object.size()).put("put", object.lastModified().toString());
    }

    /** What an object says of itself, and its first lines; empty lines when it is none of the pipeline's. */
    public ObjectNode object(String name) {
        String key = key(name);
        try (ResponseInputStream<GetObjectResponse> content =
                s3.getObject(get -> get.bucket(location.bucket()).key(key).overrideConfiguration(AwsClients::brief))) {
            Map<String, String> metadata = new TreeMap<>(content.response().metadata());
            ObjectNode document = Json.object().put("bucket", location.bucket()).put("key", name).put("path", key)
                    .put("size", content.response().contentLength()).put("put", content.response().lastModified().toString());
            document.set("metadata", Json.object(metadata));
            ArrayNode lines = document.putArray("lines");
            try {
                ObjectReader.firstLines(key, content, SHOWN).forEach(lines::add);
            } finally {
                content.abort();
            }
            return document;
        } catch (NoSuchKeyException gone) {
            throw new IllegalArgumentException("there is no object %s in the lake".formatted(name));
        } catch (IOException broken) {
            throw new AwayException("%s cannot be read: %s".formatted(name, Errors.sentence(broken)));
        }
    }

    /** Of an object of the lake, and of no other. */
    private String key(String name) {
        String key = location.prefix() + "/" + name;
        if (ObjectKey.parse(location.prefix(), key).isEmpty()) {
            throw new IllegalArgumentException("'%s' is not the name of an object of the lake, such as date=2026-11-22/quotes-0-00000000000000000000.json.zst".formatted(name));
        }
        return key;
    }
}
