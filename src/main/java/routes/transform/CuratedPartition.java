package routes.transform;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.Partition;

/**
 * One partition of a curated table as the catalog has it. What it holds and where stand in one entry, so they cannot disagree.
 *
 * @param location folder of its objects, {@code s3://…/}
 * @param fingerprint of the transform that made it
 * @param run that wrote it
 * @param through the raw rows that it has: all of its own up to there
 * @param since when readers were pointed at it
 */
public record CuratedPartition(String value, String location, String fingerprint, String run, Watermark through, Instant since) {
    private static final String FINGERPRINT = "curated-fingerprint";
    private static final String RUN = "curated-run";
    private static final String THROUGH = "curated-through";
    private static final String SINCE = "curated-since";

    static CuratedPartition of(Partition partition) {
        Map<String, String> parameters = partition.hasParameters() ? partition.parameters() : Map.of();
        return new CuratedPartition(
                partition.values().get(0),
                partition.storageDescriptor().location(),
                parameters.getOrDefault(FINGERPRINT, "unknown"),
                parameters.getOrDefault(RUN, "unknown"),
                Watermark.parse(parameters.getOrDefault(THROUGH, "")),
                Instant.parse(parameters.getOrDefault(SINCE, Instant.EPOCH.toString())));
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        parameters.put(FINGERPRINT, fingerprint);
        parameters.put(RUN, run);
        parameters.put(THROUGH, through.toString());
        parameters.put(SINCE, since.toString());
        return parameters;
    }
}
