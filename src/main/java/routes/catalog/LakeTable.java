package routes.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import routes.lake.ColumnShape;
import routes.lake.LakeLocation;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

/** The table that the crawler made of the lake. */
record LakeTable(String name, StorageDescriptor storage, Map<String, String> types) {
    /** Found by its location, since a crawler may give it any name. */
    static Optional<LakeTable> find(GlueClient glue, String database, LakeLocation lake) {
        return glue.getTablesPaginator(tables -> tables.databaseName(database)).stream()
                .flatMap(page -> page.tableList().stream())
                .filter(table -> table.storageDescriptor() != null && isLake(table.storageDescriptor().location(), lake))
                .filter(table -> List.of("date").equals(table.partitionKeys().stream().map(Column::name).toList()))
                .findFirst()
                .map(LakeTable::of);
    }

    private static boolean isLake(String folder, LakeLocation lake) {
        return folder != null && lake.uri().equals(folder.endsWith("/") ? folder : folder + "/");
    }

    private static LakeTable of(Table table) {
        return new LakeTable(
                table.name(),
                table.storageDescriptor(),
                table.storageDescriptor().columns().stream()
                        .collect(Collectors.toMap(Column::name, column -> column.type().toLowerCase(Locale.ROOT), (one, other) -> one)));
    }

    /** Whether its queries show such values as they are. */
    boolean holds(ColumnShape shape) {
        String type = types.get(shape.column());
        if (type == null) {
            return false;
        }
        return switch (type.split("[(<]")[0]) {
            case "tinyint", "smallint", "int" -> shape.kind() == ColumnShape.Kind.INT;
            case "bigint" -> shape.kind().compareTo(ColumnShape.Kind.BIGINT) <= 0;
            case "float", "double", "decimal" -> shape.kind().compareTo(ColumnShape.Kind.NUMBER) <= 0;
            case "boolean" -> shape.kind() == ColumnShape.Kind.BOOLEAN;
            case "struct", "array", "map" -> shape.kind() == ColumnShape.Kind.NESTED && (shape.field() == null || hasField(type, shape.field()));
            default -> true;
        };
    }

    private static boolean hasField(String type, String field) {
        return type.contains("<" + field + ":") || type.contains("," + field + ":");
    }
}
