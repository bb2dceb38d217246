package cloud.statement;

import cloud.catalog.TableName;
import cloud.scan.ObjectScan;
import cloud.sql.AthenaException;
import cloud.sql.FileFormat;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** CREATE EXTERNAL TABLE, from the bracket of its columns on, as a TableInput. */
final class TableDefinition {
    private TableDefinition() {}

    /** @throws QueryFailedException if it is not understood, or describes a table that could not be read here */
    static ObjectNode parse(DdlTokens in, TableName name) {
        ObjectNode table = AwsJson.object().put("Name", name.table()).put("TableType", "EXTERNAL_TABLE");
        ObjectNode storage = table.putObject("StorageDescriptor");
        table.putObject("Parameters").put("EXTERNAL", "TRUE");
        storage.set("Columns", in.columns());
        table.set("PartitionKeys", AwsJson.array());
        while (!in.isAtEnd()) {
            clause(in, table, storage);
        }
        if (!storage.path("Location").asText().startsWith("s3://")) {
            throw new AthenaException("FAILED: SemanticException table is missing its LOCATION 's3://...'");
        }
        if (!storage.has("InputFormat")) {
            FileFormat.TEXTFILE.describe(storage);
        }
        requireDistinctColumns(table);
        ObjectScan.requireKnown(table);
        return table;
    }

    private static void clause(DdlTokens in, ObjectNode table, ObjectNode storage) {
        ObjectNode serDe = storage.withObjectProperty("SerdeInfo");
        if (in.take("PARTITIONED", "BY")) {
            table.set("PartitionKeys", in.columns());
        } else if (in.take("ROW", "FORMAT", "SERDE")) {
            serDe.put("SerializationLibrary", in.text());
        } else if (in.take("ROW", "FORMAT", "DELIMITED")) {
            delimited(in, serDe);
        } else if (in.take("WITH", "SERDEPROPERTIES")) {
            serDe.withObjectProperty("Parameters").setAll(in.properties());
        } else if (in.take("STORED", "AS", "PARQUET")) {
            FileFormat.PARQUET.describe(storage);
        } else if (in.take("STORED", "AS", "TEXTFILE")) {
            FileFormat.TEXTFILE.describe(storage);
        } else if (in.take("STORED", "AS", "INPUTFORMAT")) {
            storage.put("InputFormat", in.text());
            in.expect("OUTPUTFORMAT");
            storage.put("OutputFormat", in.text());
        } else if (in.take("LOCATION")) {
            storage.put("Location", in.text());
        } else if (in.take("TBLPROPERTIES")) {
            table.withObjectProperty("Parameters").setAll(in.properties());
        } else if (in.take("COMMENT")) {
            table.put("Description", in.text());
        } else {
            throw in.refused();
        }
    }

    private static void delimited(DdlTokens in, ObjectNode serDe) {
        serDe.put("SerializationLibrary", FileFormat.TEXTFILE.serDe());
        ObjectNode properties = serDe.withObjectProperty("Parameters");
        while (true) {
            if (in.take("FIELDS", "TERMINATED", "BY")) {
                String delimiter = in.text();
                properties.put("field.delim", delimiter).put("serialization.format", delimiter);
            } else if (in.take("ESCAPED", "BY")) {
                properties.put("escape.delim", in.text());
            } else if (in.take("LINES", "TERMINATED", "BY")) {
                properties.put("line.delim", in.text());
            } else {
                return;
            }
        }
    }

    private static void requireDistinctColumns(ObjectNode table) {
        Set<String> names = new HashSet<>();
        for (String list : new String[] {"/StorageDescriptor/Columns", "/PartitionKeys"}) {
            table.at(list).forEach(column -> {
                if (!names.add(column.path("Name").asText())) {
                    throw new AthenaException("FAILED: SemanticException Column repeated in partitioning or table columns: " + column.path("Name").asText());
                }
            });
        }
    }
}
