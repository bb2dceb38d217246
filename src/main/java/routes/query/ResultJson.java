package routes.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/** The columns and rows of a result as JSON. Numbers are numbers, except those that JSON does not have ({@code "NaN"}, {@code "Infinity"}). */
public final class ResultJson {
    private ResultJson() {}

    public static void put(ObjectNode document, ReportResult result) {
        ArrayNode columns = document.putArray("columns");
        result.columns().forEach(column -> columns.addObject().put("name", column.name()).put("type", column.type()));
        ArrayNode rows = document.putArray("rows");
        for (List<String> row : result.rows()) {
            ArrayNode values = rows.addArray();
            for (int i = 0; i < row.size(); i++) {
                add(values, result.columns().get(i).type(), row.get(i));
            }
        }
    }

    private static void add(ArrayNode values, String type, String value) {
        if (value == null) {
            values.addNull();
            return;
        }
        switch (type) {
            case "tinyint", "smallint", "integer", "bigint" -> values.add(Long.parseLong(value));
            case "float", "real", "double", "decimal" -> addNumber(values, value);
            case "boolean" -> values.add(Boolean.parseBoolean(value));
            default -> values.add(value);
        }
    }

    private static void addNumber(ArrayNode values, String value) {
        if (value.matches("[-+0-9.eE]+")) {
            values.add(new BigDecimal(value));
        } else {
            values.add(value);
        }
    }
}
