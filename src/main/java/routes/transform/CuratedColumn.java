package routes.transform;

import java.util.Map;
import routes.query.QueryFailedException;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.glue.model.Column;

/**
 * A column of a curated table.
 *
 * @param type as Athena's queries call it
 */
public record CuratedColumn(String name, String type) {
    /** What Athena's queries and Glue's tables call differently. */
    private static final Map<String, String> GLUE_TYPES = Map.of("varchar", "string", "integer", "int", "real", "float");

    /** @throws QueryFailedException for a type that a curated table cannot have */
    static CuratedColumn of(ColumnInfo column) {
        String type = switch (column.type()) {
            case "varchar", "char" -> "varchar";
            case "float" -> "real";
            case "decimal" -> "decimal(%d,%d)".formatted(column.precision(), column.scale());
            case "tinyint", "smallint", "integer", "bigint", "real", "double", "boolean", "date", "timestamp" -> column.type();
            default -> throw new QueryFailedException(
                    "column %s is of type %s, which a curated table cannot have: cast it".formatted(column.name(), column.type()));
        };
        return new CuratedColumn(column.name(), type);
    }

    static CuratedColumn of(Column column) {
        String type = GLUE_TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(column.type()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(column.type());
        return new CuratedColumn(column.name(), type);
    }

    Column forGlue() {
        return Column.builder().name(name).type(GLUE_TYPES.getOrDefault(type, type)).build();
    }
}
