package cloud.glue;

import cloud.catalog.Catalog;
import cloud.crawl.GlueRequest;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.Tags;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Glue's operations on databases and tables. */
final class GlueTables {
    private static final int PAGE = 100;

    private final Catalog catalog;
    private final Tags tags;

    GlueTables(Catalog catalog, Tags tags) {
        this.catalog = catalog;
        this.tags = tags;
    }

    void offer(GlueApi api) {
        offerVersions(api);
        api.change("CreateDatabase", in -> {
            ObjectNode input = in.structure("DatabaseInput");
            catalog.createDatabase(input);
            tags.add(GlueTags.database(input.path("Name").asText()), in.in().path("Tags"));
        });
        api.answer("GetDatabase", in -> AwsJson.object().set("Database", catalog.database(in.text("Name"))));
        api.answer("GetDatabases", in -> in.page(PAGE).of("DatabaseList", catalog.databases()));
        api.change("UpdateDatabase", in -> catalog.updateDatabase(in.text("Name"), in.structure("DatabaseInput")));
        api.change("DeleteDatabase", in -> {
            catalog.deleteDatabase(in.text("Name"));
            tags.forget(GlueTags.database(in.text("Name")));
        });

        api.change("CreateTable", in -> {
            in.refuse("OpenTableFormatInput", "TransactionId", "PartitionIndexes");
            catalog.createTable(in.database(), in.structure("TableInput"));
        });
        api.answer("GetTable", in -> {
            in.refuse("TransactionId", "QueryAsOfTime");
            return AwsJson.object().set("Table", catalog.table(in.database(), in.text("Name")));
        });
        api.answer("GetTables", in -> {
            in.refuse("TransactionId", "QueryAsOfTime", "AttributesToGet");
            return in.page(PAGE).of("TableList", tables(in));
        });
        api.change("UpdateTable", this::update);
        api.change("DeleteTable", in -> catalog.deleteTable(in.database(), in.text("Name")));
        api.answer("BatchDeleteTable", in -> GlueRequest.each(in.items("TablesToDelete", 100),
                name -> catalog.deleteTable(in.database(), name.asText()), "TableName", Function.identity()));
    }

    private void offerVersions(GlueApi api) {
        api.answer("GetTableVersions", in -> in.page(PAGE).of("TableVersions", versions(in).toList()));
        api.answer("GetTableVersion", in -> AwsJson.object().set("TableVersion", versions(in)
                .filter(version -> !in.in().hasNonNull("VersionId") || version.path("VersionId").equals(in.in().path("VersionId"))).findFirst()
                .orElseThrow(() -> AwsException.notFound("Table " + in.table() + " has no version " + in.text("VersionId") + "."))));
        api.change("DeleteTableVersion", in -> catalog.deleteVersion(in.database(), in.table(), in.text("VersionId")));
        api.answer("GetPartitionIndexes", in -> {
            catalog.table(in.database(), in.table());
            return AwsJson.object().set("PartitionIndexDescriptorList", AwsJson.array());
        });
    }

    private Stream<ObjectNode> versions(GlueRequest in) {
        return catalog.versions(in.database(), in.table()).stream()
                .map(table -> AwsJson.object().<ObjectNode>set("Table", table).put("VersionId", table.path("VersionId").asText()));
    }

    private List<ObjectNode> tables(GlueRequest in) {
        try {
            Pattern expression = Pattern.compile(in.in().path("Expression").asText(".*"));
            return catalog.tables(in.database()).stream().filter(table -> expression.matcher(table.path("Name").asText()).matches()).toList();
        } catch (PatternSyntaxException e) {
            throw AwsException.invalidInput("Invalid regular expression: " + e.getMessage());
        }
    }

    private void update(GlueRequest in) {
        in.refuse("TransactionId", "UpdateOpenTableFormatInput", "ViewUpdateAction");
        String version = in.in().path("VersionId").asText("");
        ObjectNode input = in.structure("TableInput");
        synchronized (catalog) {
            if (!version.isEmpty()) {
                catalog.requireVersion(in.database(), input.path("Name").asText(), version);
            }
            catalog.updateTable(in.database(), input, !in.in().path("SkipArchive").asBoolean());
        }
    }
}
