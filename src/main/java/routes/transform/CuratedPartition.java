package routes.transform;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glue.model.Partition;

/**
 * One partition of a curated table as the catalog has it. What it holds and where stand in one entry, so they cannot disagree.
 *
 * @param location folder of its objects, {@code s3://…/}
 * @param fingerprint of the transform that made it
 * @param run that wrote it
 * @param through the raw rows that it has: all of its own up to there
 * @param madeOf the run that wrote the curated partition it was made of; null when it was made of raw rows
 * @param replaced runs whose version of it readers were pointed away from of late, and when
 */
public record CuratedPartition(
        String value, String location, String fingerprint, String run, Watermark through, String madeOf, SortedMap<String, Instant> replaced) {
    private static final String FINGERPRINT = "curated-fingerprint";
    private static final String RUN = "curated-run";
    private static final String THROUGH = "curated-through";
    private static final String MADE_OF = "curated-of";
    private static final String REPLACED = "curated-replaced";

    static CuratedPartition of(Partition partition) {
        Map<String, String> parameters = partition.hasParameters() ? partition.parameters() : Map.of();
        return new CuratedPartition(
                partition.values().get(0),
                partition.storageDescriptor().location(),
                parameters.getOrDefault(FINGERPRINT, "unknown"),
                parameters.getOrDefault(RUN, "unknown"),
                Watermark.parse(parameters.getOrDefault(THROUGH, "")),
                parameters.get(MADE_OF),
                times(parameters.getOrDefault(REPLACED, "")));
    }

    private static SortedMap<String, Instant> times(String text) {
        return Arrays.stream(text.split(","))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.split("="))
                .collect(Collectors.toMap(entry -> entry[0], entry -> Instant.parse(entry[1]), (a, b) -> b, TreeMap::new));
    }

    /**
     * This version, when it takes the place of another one.
     *
     * @param before what replaced it earlier is long enough ago to be forgotten
     */
    CuratedPartition replacing(CuratedPartition other, Instant now, Instant before) {
        SortedMap<String, Instant> replaced = new TreeMap<>();
        if (other != null) {
            replaced.putAll(other.replaced);
            replaced.values().removeIf(time -> time.isBefore(before));
            replaced.put(other.run, now);
        }
        return new CuratedPartition(value, location, fingerprint, run, through, madeOf, replaced);
    }

    /** When its objects are gone: all of it is to be made again. */
    CuratedPartition ofNothing() {
        return new CuratedPartition(value, location, fingerprint, run, Watermark.NONE, null, replaced);
    }

    /** Whether readers were pointed away from the version of a run before a time, or were never pointed at it. */
    boolean isUnreadSince(String otherRun, Instant before) {
        return replaced.getOrDefault(otherRun, Instant.MIN).isBefore(before);
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        parameters.put(FINGERPRINT, fingerprint);
        parameters.put(RUN, run);
        parameters.put(THROUGH, through.toString());
        if (madeOf != null) {
            parameters.put(MADE_OF, madeOf);
        }
        parameters.put(REPLACED, replaced.entrySet().stream().map(run -> run.getKey() + "=" + run.getValue()).collect(Collectors.joining(",")));
        return parameters;
    }
}
