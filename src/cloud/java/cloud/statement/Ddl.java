package cloud.statement;

import cloud.catalog.Catalog;
import cloud.catalog.TableName;
import cloud.scan.Views;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import software.amazon.awssdk.services.s3.S3Client;

/** Athena's second grammar, Hive's: statements on the catalog rather than on data. */
public final class Ddl {
    private final Catalog catalog;
    private final PartitionDdl partitions;
    private final ShowStatements shows;

    public Ddl(Catalog catalog, S3Client s3) {
        this.catalog = catalog;
        this.partitions = new PartitionDdl(catalog, s3);
        this.shows = new ShowStatements(catalog);
    }

    static boolean isDdl(String sql) {
        return DdlTokens.of(sql).startsWithAny("CREATE DATABASE", "CREATE SCHEMA", "CREATE EXTERNAL", "DROP", "MSCK", "ALTER", "SHOW", "DESCRIBE", "DESC");
    }

    /**
     * Runs one statement.
     *
     * @param database that names without one belong to
     * @throws QueryFailedException if the statement is not a known one
     * @throws AwsException if the catalog refuses
     */
    Listing run(String sql, String database) {
        DdlTokens in = DdlTokens.of(sql);
        if (in.takeFirst("CREATE DATABASE", "CREATE SCHEMA")) {
            return createDatabase(in);
        }
        if (in.take("CREATE", "EXTERNAL", "TABLE")) {
            return createTable(in, database);
        }
        if (in.take("DROP", "TABLE")) {
            return drop(in, database, false);
        }
        if (in.take("DROP", "VIEW")) {
            return drop(in, database, true);
        }
        if (in.takeFirst("DROP DATABASE", "DROP SCHEMA")) {
            return dropDatabase(in);
        }
        if (in.take("MSCK", "REPAIR", "TABLE")) {
            TableName table = in.tableName(database);
            in.end();
            return partitions.repair(table);
        }
        if (in.take("ALTER", "TABLE")) {
            return alter(in, in.tableName(database));
        }
        return shows.run(in, database);
    }

    private Listing createDatabase(DdlTokens in) {
        boolean ifNotExists = in.take("IF", "NOT", "EXISTS");
        ObjectNode input = AwsJson.object().put("Name", in.databaseName());
        if (in.take("COMMENT")) {
            input.put("Description", in.text());
        }
        if (in.take("LOCATION")) {
            input.put("LocationUri", in.text());
        }
        if (in.take("WITH", "DBPROPERTIES")) {
            input.set("Parameters", in.properties());
        }
        in.end();
        return tolerating(ifNotExists, "AlreadyExistsException", () -> catalog.createDatabase(input));
    }

    private Listing dropDatabase(DdlTokens in) {
        boolean ifExists = in.take("IF", "EXISTS");
        String name = in.databaseName();
        boolean cascade = in.take("CASCADE");
        in.take("RESTRICT");
        in.end();
        return tolerating(ifExists, "EntityNotFoundException", () -> {
            if (!cascade && !catalog.tables(name).isEmpty()) {
                throw AwsException.invalidInput("Database " + name + " is not empty. One or more tables exist.");
            }
            catalog.deleteDatabase(name);
        });
    }

    private Listing createTable(DdlTokens in, String database) {
        boolean ifNotExists = in.take("IF", "NOT", "EXISTS");
        TableName name = in.tableName(database);
        ObjectNode table = TableDefinition.parse(in, name);
        return tolerating(ifNotExists, "AlreadyExistsException", () -> catalog.createTable(name.database(), table));
    }

    private Listing drop(DdlTokens in, String database, boolean view) {
        boolean ifExists = in.take("IF", "EXISTS");
        TableName name = in.tableName(database);
        in.end();
        return tolerating(ifExists, "EntityNotFoundException", () -> {
            if (Views.isView(catalog.table(name.database(), name.table())) != view) {
                throw AwsException.invalidInput(view ? name.table() + " is a table: DROP TABLE drops it" : name.table() + " is a view: DROP VIEW drops it");
            }
            catalog.deleteTable(name.database(), name.table());
        });
    }

    private static Listing tolerating(boolean tolerant, String errorType, Runnable change) {
        try {
            change.run();
        } catch (AwsException e) {
            if (!tolerant || !e.type().equals(errorType)) {
                throw e;
            }
        }
        return Listing.NOTHING;
    }

    private Listing alter(DdlTokens in, TableName name) {
        if (in.take("ADD", "COLUMNS")) {
            return change(in, name, table -> in.columns().forEach(table.withObject("StorageDescriptor").withArray("Columns")::add));
        }
        if (in.take("REPLACE", "COLUMNS")) {
            return change(in, name, table -> table.withObject("StorageDescriptor").set("Columns", in.columns()));
        }
        if (in.take("SET", "LOCATION")) {
            return change(in, name, table -> table.withObject("StorageDescriptor").put("Location", in.text()));
        }
        if (in.take("SET", "TBLPROPERTIES")) {
            return change(in, name, table -> table.withObject("Parameters").setAll(in.properties()));
        }
        return partitions.alter(in, name);
    }

    private interface TableChange {
        void to(ObjectNode table);
    }

    private Listing change(DdlTokens in, TableName name, TableChange change) {
        ObjectNode table = catalog.table(name.database(), name.table());
        change.to(table);
        in.end();
        catalog.updateTable(name.database(), table.put("Name", name.table().toLowerCase(Locale.ROOT)));
        return Listing.NOTHING;
    }
}
