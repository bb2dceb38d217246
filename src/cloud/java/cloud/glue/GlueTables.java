package cloud.glue;

import cloud.catalog.Catalog;
import cloud.crawl.GlueRequest;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Glue's operations on databases and tables. */
final class GlueTables {
    private static final int PAGE = 100;

    private final Catalog catalog;

    GlueTables(Catalog catalog) {
        this.catalog = catalog;
    }

    void offer(GlueApi api) {
        api.change("CreateDatabase", in -> {
            in.refuse("Tags");
            catalog.createDatabase(in.structure("DatabaseInput"));
        });
        api.answer("GetDatabase", in -> AwsJson.object().set("Database", catalog.database(in.text("Name"))));
        api.answer("GetDatabases", in -> in.page(PAGE).of("DatabaseList", catalog.databases()));
        api.change("UpdateDatabase", in -> catalog.updateDatabase(in.text("Name"), in.structure("DatabaseInput")));
        api.change("DeleteDatabase", in -> catalog.deleteDatabase(in.text("Name")));

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
        if (version.isEmpty()) {
            catalog.updateTable(in.database(), input);
        } else {
            catalog.updateTable(in.database(), input, version);
        }
    }
}
