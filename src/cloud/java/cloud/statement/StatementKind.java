package cloud.statement;

import cloud.wire.S3Location;

/** What a statement is, judging by its first words, and where its result goes. */
public enum StatementKind {
    SELECT("DML", "SELECT"),
    INSERT("DML", "INSERT"),
    UNLOAD("DML", "UNLOAD"),
    MERGE("DML", "MERGE"),
    UPDATE("DML", "UPDATE"),
    DELETE("DML", "DELETE"),
    CREATE_TABLE_AS_SELECT("DDL", "CREATE_TABLE_AS_SELECT"),
    /** Statements on the catalog. */
    CATALOG("DDL", ""),
    /** Catalog statements that only show something. */
    SHOW("UTILITY", "");

    private final String type;
    private final String subtype;

    StatementKind(String type, String subtype) {
        this.type = type;
        this.subtype = subtype;
    }

    public static StatementKind of(String sql) {
        DdlTokens tokens = DdlTokens.of(sql);
        if (tokens.startsWithAny("SHOW", "DESCRIBE", "DESC")) {
            return SHOW;
        }
        if (Ddl.isDdl(sql) || tokens.startsWithAny("CREATE VIEW", "CREATE OR REPLACE VIEW", "PREPARE", "DEALLOCATE")) {
            return CATALOG;
        }
        if (Iceberg.isOwn(sql)) {
            return CATALOG;
        }
        return tokens.startsWithAny("CREATE TABLE", "CREATE OR REPLACE TABLE") ? CREATE_TABLE_AS_SELECT
                : tokens.startsWithAny("INSERT") ? INSERT
                : tokens.startsWithAny("UNLOAD") ? UNLOAD
                : tokens.startsWithAny("MERGE") ? MERGE
                : tokens.startsWithAny("UPDATE") ? UPDATE
                : tokens.startsWithAny("DELETE") ? DELETE
                : SELECT;
    }

    /** StatementType: DML, DDL or UTILITY. */
    public String type() {
        return type;
    }

    /** SubstatementType; empty if it has none here. */
    public String subtype() {
        return subtype;
    }

    /** Whether its result is an object with rows, rather than objects of a table. */
    public boolean hasRows() {
        return this == SELECT || this == CATALOG || this == SHOW;
    }

    /** The result of one execution: an object, or for CREATE TABLE AS also the folder of the objects that it writes. */
    public S3Location output(S3Location folder, String id) {
        return switch (this) {
            case SELECT -> folder.resolve(id + ".csv");
            case CATALOG, SHOW -> folder.resolve(id + ".txt");
            case CREATE_TABLE_AS_SELECT -> folder.resolve("tables/" + id);
            case INSERT, UNLOAD, MERGE, UPDATE, DELETE -> folder.resolve(id);
        };
    }
}
