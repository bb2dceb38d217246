package cloud.statement;

import cloud.catalog.Catalog;
import cloud.catalog.TableName;
import cloud.scan.Views;
import cloud.sql.AthenaException;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/** Athena's second grammar, Hive's: statements on the catalog rather than on data. */
public final class Ddl {
    /** What Hive or Athena can do to a table, and this cannot. */
    private static final List<String> NOT_HERE = List.of("CHANGE", "DROP COLUMN", "RENAME", "UNSET TBLPROPERTIES", "PARTITION BY");

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
     * Reads one statement to its end.
     *
     * @param database that names without one belong to
     * @return what runs it; throws an AwsException if the catalog refuses
     * @throws QueryFailedException SYNTAX_ERROR if the grammar does not know it
     */
    Supplier<Listing> read(String sql, String database) {
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
            return () -> partitions.repair(table);
        }
        if (in.take("ALTER", "TABLE")) {
            return alter(in, in.tableName(database));
        }
        return shows.read(in, database);
    }

    private Supplier<Listing> createDatabase(DdlTokens in) {
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

    private Supplier<Listing> dropDatabase(DdlTokens in) {
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

    private Supplier<Listing> createTable(DdlTokens in, String database) {
        boolean ifNotExists = in.take("IF", "NOT", "EXISTS");
        TableName name = in.tableName(database);
        ObjectNode table = TableDefinition.parse(in, name);
        return tolerating(ifNotExists, "AlreadyExistsException", () -> catalog.createTable(name.database(), table));
    }

    private Supplier<Listing> drop(DdlTokens in, String database, boolean view) {
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

    private static Supplier<Listing> tolerating(boolean tolerant, String errorType, Runnable change) {
        return () -> {
            try {
                change.run();
            } catch (AwsException e) {
                if (!tolerant || !e.type().equals(errorType)) {
                    throw e;
                }
            }
            return Listing.NOTHING;
        };
    }

    private Supplier<Listing> alter(DdlTokens in, TableName name) {
        if (in.take("ADD", "COLUMNS")) {
            ArrayNode columns = in.columns();
            return change(in, name, table -> columns.forEach(table.withObject("StorageDescriptor").withArray("Columns")::add));
        }
        if (in.take("REPLACE", "COLUMNS")) {
            ArrayNode columns = in.columns();
            return change(in, name, table -> table.withObject("StorageDescriptor").set("Columns", columns));
        }
        if (in.take("SET", "LOCATION")) {
            String location = in.text();
            return change(in, name, table -> table.withObject("StorageDescriptor").put("Location", location));
        }
        if (in.take("SET", "TBLPROPERTIES")) {
            ObjectNode properties = in.properties();
            return change(in, name, table -> table.withObject("Parameters").setAll(properties));
        }
        for (String change : NOT_HERE) {
            if (in.take(change.split(" "))) {
                throw new AthenaException("NOT_SUPPORTED: ALTER TABLE … " + change + " is not supported by the local Athena");
            }
        }
        return partitions.read(in, name);
    }

    private interface TableChange {
        void to(ObjectNode table);
    }

    private Supplier<Listing> change(DdlTokens in, TableName name, TableChange change) {
        in.end();
        return () -> {
            ObjectNode table = catalog.table(name.database(), name.table());
            change.to(table);
            catalog.updateTable(name.database(), table.put("Name", name.table().toLowerCase(Locale.ROOT)));
            return Listing.NOTHING;
        };
    }
}
