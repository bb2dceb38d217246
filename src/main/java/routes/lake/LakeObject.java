package routes.lake;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One object of the lake, ready to be put.
 *
 * @param records lines in it
 * @param rejected records of the batch that are not in it
 * @param filtered records of the batch that the route each-record dropped, by the reason that it gave
 * @param columns what its lines have, beside where they came from
 * @param metadata user metadata: see {@link ObjectMetadata}
 */
public record LakeObject(
        String key,
        byte[] content,
        long endOffset,
        int records,
        List<RejectedRecord> rejected,
        Map<String, Integer> filtered,
        Set<ColumnShape> columns,
        Map<String, String> metadata) {}
