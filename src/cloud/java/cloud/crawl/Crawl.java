package cloud.crawl;

import cloud.catalog.Catalog;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One run of a crawler: lists its targets, samples the objects, and writes the tables and partitions that they make. */
final class Crawl {
    private final S3Client s3;
    private final Catalog catalog;
    private final ObjectNode crawler;
    private final CrawlerSettings settings;
    private final Samples samples;
    private final List<String> remarks = new ArrayList<>();
    private final CrawledTables tables;
    private volatile boolean cancelled;

    Crawl(S3Client s3, Catalog catalog, ObjectNode crawler, Path samples) {
        this.s3 = s3;
        this.catalog = catalog;
        this.crawler = crawler;
        this.settings = CrawlerSettings.of(crawler);
        this.samples = new Samples(s3, samples);
        this.tables = new CrawledTables(catalog, crawler, settings, remarks);
    }

    /** @return what the user should know although the crawl succeeded; empty if nothing */
    String run() throws IOException {
        createIfMissing(tables.database());
        samples.load();
        tables.remember();
        for (JsonNode target : crawler.path("Targets").path("S3Targets")) {
            crawl(CrawlTarget.of(target));
        }
        if (!cancelled) {
            samples.save();
            tables.retire();
        }
        return String.join("; ", remarks);
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    CrawledTables tables() {
        return tables;
    }

    private void createIfMissing(String database) {
        if (catalog.databases().stream().noneMatch(known -> known.path("Name").asText().equals(database.toLowerCase()))) {
            catalog.createDatabase(AwsJson.object().put("Name", database).put("Description", "Made by a crawler"));
        }
    }

    private void crawl(CrawlTarget target) throws IOException {
        List<CrawledObject> objects = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (S3Object object : target.list(s3, this::isCancelled)) {
            if (cancelled) {
                return;
            }
            Optional<Sample> sample = samples.of(target.path().bucket(), object);
            sample.ifPresentOrElse(
                    found -> objects.add(CrawledObject.of(target.path().bucket(), object, found)), () -> unread.add(object.key()));
        }
        if (!unread.isEmpty()) {
            remarks.add("%s under %s %s not JSON lines, CSV or Parquet and left out, first %s"
                    .formatted(count(unread, "object"), target.path(), unread.size() == 1 ? "is" : "are", unread.get(0)));
        }
        if (settings.newFoldersOnly()) {
            objects.removeIf(object -> tables.knowsFolder(object.folder()));
        }
        if (!cancelled && !objects.isEmpty()) {
            List<CrawledTable> found = CrawledTable.of(target.path(), objects, settings);
            remarkSeveral(target, found);
            tables.write(found);
        }
        tables.crawled(target.path());
    }

    private void remarkSeveral(CrawlTarget target, List<CrawledTable> found) {
        if (found.size() > 1) {
            remarks.add("%s under %s, whose objects differ in format, compression, folders or columns: %s%s"
                    .formatted(
                            count(found, "table"),
                            target.path(),
                            String.join(", ", found.stream().limit(5).map(CrawledTable::toString).toList()),
                            found.size() > 5 ? ", ..." : ""));
        }
    }

    private static String count(List<?> list, String word) {
        return list.size() + " " + word + (list.size() == 1 ? "" : "s");
    }
}
