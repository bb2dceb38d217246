package cloud.scan;

import cloud.catalog.TableName;
import cloud.sql.AthenaException;
import cloud.sql.HiveType;
import cloud.sql.Types;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trino.sql.tree.CreateView;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Views, kept in the catalog as Athena keeps them: the query as JSON in Base64 in a comment. */
public final class Views {
    private static final Pattern TEXT = Pattern.compile("/\\* Presto View: (\\S+) \\*/");

    private Views() {}

    public static boolean isView(ObjectNode table) {
        return table.path("TableType").asText().equals("VIRTUAL_VIEW");
    }

    /** A TableInput. @param query as it stands in the statement */
    public static ObjectNode describe(CreateView create, TableName name, String query, List<ResultColumn> columns) {
        ObjectNode content = AwsJson.object().put("originalSql", query).put("catalog", "awsdatacatalog").put("schema", name.database());
        ArrayNode typed = content.putArray("columns");
        ObjectNode view = AwsJson.object().put("Name", name.table().toLowerCase(Locale.ROOT)).put("TableType", "VIRTUAL_VIEW")
                .put("Owner", "hadoop");
        ObjectNode storage = view.putObject("StorageDescriptor").put("Location", "");
        ArrayNode hive = storage.putArray("Columns");
        storage.putObject("SerdeInfo");
        for (ResultColumn column : columns) {
            typed.addObject().put("name", column.name().toLowerCase(Locale.ROOT)).put("type", trino(column.type()));
            hive.addObject().put("Name", column.name().toLowerCase(Locale.ROOT)).put("Type", Types.hive(column.type()).orElse("string"));
        }
        view.putArray("PartitionKeys");
        String encoded = Base64.getEncoder().encodeToString(content.toString().getBytes(StandardCharsets.UTF_8));
        view.put("ViewOriginalText", "/* Presto View: " + encoded + " */").put("ViewExpandedText", "/* Presto View */");
        view.putObject("Parameters").put("presto_view", "true").put("comment", create.getComment().orElse("Presto View"));
        return view;
    }

    private static String trino(String duckDb) {
        return Types.hive(duckDb).map(HiveType::parse).map(HiveType::toTrino).orElse(Types.athena(duckDb));
    }

    /** What a view is made of: its query, and the database that names without one belong to. */
    record Definition(String query, String database) {}

    /** @throws QueryFailedException if it is a view that Athena did not make */
    static Definition definition(ObjectNode view) {
        Matcher text = TEXT.matcher(view.path("ViewOriginalText").asText());
        if (!text.find()) {
            throw new AthenaException("NOT_SUPPORTED: The view " + view.path("Name").asText() + " is not one that Athena made");
        }
        try {
            ObjectNode content = (ObjectNode) AwsJson.MAPPER.readTree(new String(Base64.getDecoder().decode(text.group(1)), StandardCharsets.UTF_8));
            return new Definition(content.path("originalSql").asText(), content.path("schema").asText());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new AthenaException("INVALID_VIEW: The view " + view.path("Name").asText() + " cannot be read: " + e.getMessage());
        }
    }

    /** The lines of SHOW CREATE VIEW. */
    public static List<String> createView(ObjectNode view) {
        if (!isView(view)) {
            throw new AthenaException("FAILED: SemanticException " + view.path("Name").asText() + " is a table: SHOW CREATE TABLE shows it");
        }
        return ("CREATE VIEW " + view.path("DatabaseName").asText() + "." + view.path("Name").asText() + " AS\n" + definition(view).query()).lines().toList();
    }
}
