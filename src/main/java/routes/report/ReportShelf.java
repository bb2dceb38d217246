package routes.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.aws.AwsClients;
import routes.lake.LakeLocation;
import routes.lang.ByteSize;
import routes.lang.Errors;
import routes.lang.Json;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The results of the reports' last runs, as stored in S3, whichever instance made them. */
public class ReportShelf {
    private static final Logger LOG = LoggerFactory.getLogger(ReportShelf.class);

    private static final int MOST_RUNS = 20;
    private static final long LARGEST_CSV = 20_000_000;
    private static final List<String> OF_A_RUN = List.of("run", "state", "error", "millis", "bytesScanned", "usd", "rowCount");

    private final LakeLocation lake;
    private final S3Client s3;
    private final Reports reports;

    public ReportShelf(LakeLocation lake, S3Client s3, Reports reports) {
        this.lake = lake;
        this.s3 = s3;
        this.reports = reports;
    }

    /**
     * The document of a run, with its history: itself and the runs that the last document knew, the newest first.
     *
     * @param document as {@link Reports#document} or {@link Reports#failed} made it
     */
    public ObjectNode withHistory(Report report, ObjectNode document) {
        ArrayNode history = document.putArray("history");
        history.addObject().setAll(ofARun(document));
        JsonNode before = read(report, patiently -> {}).path("history");
        for (int i = 0; i < Math.min(before.size(), MOST_RUNS - 1); i++) {
            history.add(before.get(i));
        }
        return document;
    }

    private static ObjectNode ofARun(ObjectNode document) {
        ObjectNode run = Json.object();
        OF_A_RUN.forEach(field -> run.set(field, document.get(field)));
        return run;
    }

    /** All reports, without their columns and rows. */
    public ObjectNode all() {
        ObjectNode documents = Json.object();
        ArrayNode array = documents.putArray("reports");
        reports.files().forEach(report -> array.add(document(report).without(List.of("columns", "rows"))));
        return documents;
    }

    /** @return none when there is no such report */
    public Optional<ObjectNode> one(String name) {
        return reports.files().stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .map(this::document);
    }

    /**
     * The whole result of a report's last run, as Athena wrote it.
     *
     * @return none when there is no such report, or its last run has no result
     * @throws IllegalArgumentException when it is too large to be handed on
     */
    public Optional<byte[]> csv(String name) {
        return one(name).filter(document -> document.path("state").asText().equals("SUCCEEDED")).map(document -> csv(name, document.path("run").asText()));
    }

    private byte[] csv(String name, String run) {
        String key = "reports/%s/%s.csv".formatted(name, run);
        long length = s3.headObject(head -> head.bucket(lake.bucket()).key(key).overrideConfiguration(AwsClients::brief)).contentLength();
        if (length > LARGEST_CSV) {
            throw new IllegalArgumentException("the result has %s, more than is sent here: see s3://%s/%s".formatted(ByteSize.format(length), lake.bucket(), key));
        }
        return s3.getObjectAsBytes(get -> get.bucket(lake.bucket()).key(key).overrideConfiguration(AwsClients::brief)).asByteArray();
    }

    private ObjectNode document(Report report) {
        ObjectNode latest = read(report, AwsClients::brief);
        // where it stands is a matter of the file as it is now
        return latest.isEmpty() ? ReportDocument.never(report) : latest.put("group", report.group());
    }

    /** Empty when there is none. */
    private ObjectNode read(Report report, Consumer<AwsRequestOverrideConfiguration.Builder> limits) {
        String key = "reports/%s/latest.json".formatted(report.name());
        try {
            return Json.object(s3.getObjectAsBytes(get -> get.bucket(lake.bucket()).key(key).overrideConfiguration(limits)).asByteArray());
        } catch (NoSuchKeyException none) {
            return Json.object();
        } catch (IOException noJson) {
            LOG.warn("s3://{}/{} is no document of a report, and is written anew by the next run ({})", lake.bucket(), key, Errors.sentence(noJson));
            return Json.object();
        }
    }
}
