package cloud.statement;

import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The output of a catalog statement: lines of plain text with columns separated by tabs. */
record Listing(List<String> columns, List<String> lines) {
    static final Listing NOTHING = new Listing(List.of(), List.of());

    static Listing of(String column, List<String> lines) {
        return new Listing(List.of(column), lines);
    }

    /** As the result of a statement, with its metadata beside it. */
    void write(Path file) throws IOException {
        ObjectNode metadata = AwsJson.object();
        ArrayNode infos = metadata.putArray("ColumnInfo");
        columns.forEach(column -> infos.add(ResultFile.columnInfo(column, "STRING")));
        AwsJson.MAPPER.writeValue(ResultFile.metadata(file).toFile(), metadata);
        Files.write(file, lines);
    }
}
