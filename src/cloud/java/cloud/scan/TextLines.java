package cloud.scan;

import cloud.sql.AthenaException;
import cloud.sql.Sql;
import cloud.sql.Types;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines of delimited text, split and converted as Hive's LazySimpleSerDe or OpenCSVSerde does: an extra value is ignored, a missing one is null.
 *
 * @param field matches one value and the delimiter after it
 * @param quoted whether values may stand in quotes, as in OpenCSVSerde
 */
record TextLines(String field, String delimiter, String escape, String quote, boolean quoted, int headerLines) {
    /** The path of the object that a line is from. */
    static final String FILE = Sql.name("#file");

    private static final String LAZY_SIMPLE = "org.apache.hadoop.hive.serde2.lazy.lazysimpleserde";
    private static final String OPEN_CSV = "org.apache.hadoop.hive.serde2.opencsvserde";

    private static final Set<String> KNOWN = Set.of("field.delim", "serialization.format", "escape.delim", "line.delim",
            "separatorchar", "quotechar", "escapechar");

    /** @param library in lower case */
    static boolean reads(String library) {
        return library.equals(LAZY_SIMPLE) || library.equals(OPEN_CSV);
    }

    static TextLines of(ObjectNode table) {
        JsonNode serDe = table.path("StorageDescriptor").path("SerdeInfo");
        JsonNode properties = serDe.path("Parameters");
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            boolean lineFeed = !property.getKey().equals("line.delim") || property.getValue().asText().equals("\n");
            if (!KNOWN.contains(property.getKey().toLowerCase(Locale.ROOT)) || !lineFeed) {
                throw new AthenaException("NOT_SUPPORTED: The SerDe property '" + property.getKey() + "' is not supported by the local Athena");
            }
        }
        int header = table.path("Parameters").path("skip.header.line.count").asInt(0);
        if (serDe.path("SerializationLibrary").asText().equalsIgnoreCase(OPEN_CSV)) {
            String separator = properties.path("separatorChar").asText(",");
            String quote = properties.path("quoteChar").asText("\"");
            String escape = properties.path("escapeChar").asText("\\");
            String inside = escape.equals(quote) ? any(quote) + "|" + twice(quote) : any(quote + escape) + "|" + pattern(escape) + "(?s:.)|" + twice(quote);
            return new TextLines("(?:" + pattern(quote) + "(?:" + inside + ")*" + pattern(quote) + "|" + any(separator) + "*)" + pattern(separator),
                    separator, escape, quote, true, header);
        }
        String delimiter = properties.path("field.delim").asText(properties.path("serialization.format").asText("\u0001"));
        delimiter = delimiter.equals("1") ? "\u0001" : delimiter;
        String escape = properties.path("escape.delim").asText("");
        String field = escape.isEmpty() ? any(delimiter) + "*" : "(?:" + any(delimiter + escape) + "|" + pattern(escape) + "(?s:.))*";
        return new TextLines(field + pattern(delimiter), delimiter, escape, "", false, header);
    }

    private static String pattern(String sign) {
        return sign.chars().mapToObj("\\x{%x}"::formatted).collect(Collectors.joining());
    }

    private static String any(String butThese) {
        return "[^" + pattern(butThese) + "]";
    }

    private static String twice(String sign) {
        return pattern(sign) + pattern(sign);
    }

    /** Each line as a list of values, each with the delimiter after it. */
    String relation(String paths, String hive, Set<String> keys) {
        String others = keys.stream().map(key -> ", " + Sql.name(key)).collect(Collectors.joining());
        // no text contains this delimiter, so a line is one value
        return "(SELECT regexp_extract_all(coalesce(rtrim(\"#line\", e'\\r'), '') || " + Sql.text(delimiter) + ", " + Sql.text(field) + ") AS \"#\", filename AS " + FILE
                + others + " FROM read_csv(" + paths + ", columns={'#line': 'VARCHAR'}, delim=e'\\x01\\x02\\x03\\x04', quote='', escape='',"
                + " nullstr=e'\\x01\\x02\\x03', header=false, auto_detect=false, filename=true, skip=" + headerLines + ", " + hive + "))";
    }

    List<String> columns(Map<String, String> columns) {
        List<String> select = new ArrayList<>();
        for (Map.Entry<String, String> column : columns.entrySet()) {
            String raw = "\"#\"[" + (select.size() + 1) + "]";
            String value = "left(" + raw + ", -" + delimiter.length() + ")";
            select.add((quoted ? strict(unquote(value), column.getValue()) : lenient(unescape(value), column.getValue())) + " AS " + Sql.name(column.getKey()));
        }
        return select;
    }

    private String unescape(String value) {
        String text = "nullif(" + value + ", '\\N')";
        return escape.isEmpty() ? text : "regexp_replace(" + text + ", " + Sql.text(pattern(escape) + "(.)") + ", '\\1', 'gs')";
    }

    private String unquote(String value) {
        String inner = "substr(" + value + ", 2, greatest(len(" + value + ") - 2, 0))";
        String plain = escape.equals(quote) ? "replace(" + inner + ", " + Sql.text(quote + quote) + ", " + Sql.text(quote) + ")"
                : "regexp_replace(replace(" + inner + ", " + Sql.text(quote + quote) + ", " + Sql.text(quote) + "), " + Sql.text(pattern(escape) + "(.)") + ", '\\1', 'gs')";
        String whole = "regexp_full_match(" + value + " || " + Sql.text(delimiter) + ", " + Sql.text(field) + ")";
        return "CASE WHEN starts_with(" + value + ", " + Sql.text(quote) + ") AND ends_with(" + value + ", " + Sql.text(quote) + ") AND len(" + value + ") > 1 AND "
                + whole + " THEN " + plain + " WHEN contains(" + value + ", " + Sql.text(quote) + ") THEN error('HIVE_BAD_DATA: Error reading ' || \"#file\""
                + " || ': a quote that does not close') ELSE " + value + " END";
    }

    /** LazySimpleSerDe returns null for text that is not a value of the type. */
    private static String lenient(String value, String type) {
        Pattern integer = Pattern.compile("TINYINT|SMALLINT|INTEGER|BIGINT");
        if (type.equals("VARCHAR")) {
            return value;
        }
        String shape = integer.matcher(type).matches() ? "[+-]?[0-9]+"
                : switch (type.replaceAll("\\(.*", "")) {
                    case "DOUBLE", "FLOAT", "DECIMAL" -> "(?s:.*)";
                    case "BOOLEAN" -> "(?i:true|false)";
                    case "DATE" -> "\\d{4}-\\d{2}-\\d{2}";
                    case "TIMESTAMP" -> "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?";
                    default -> throw new AthenaException("NOT_SUPPORTED: A column of the type " + Types.athena(type) + " in text is not supported by the local Athena");
                };
        return "CASE WHEN regexp_full_match(" + value + ", " + Sql.text(shape) + ") THEN TRY_CAST(" + value + " AS " + type + ") END";
    }

    /** OpenCSVSerde fails on text that is not a value of the type. */
    private static String strict(String value, String type) {
        return switch (type) {
            case "VARCHAR" -> value;
            case "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN" -> "CASE WHEN " + value + " IS NOT NULL THEN coalesce(" + lenient(value, type)
                    + ", error('HIVE_BAD_DATA: Error reading ' || \"#file\" || ': Error parsing field value ''' || " + value + " || '''')) END";
            default -> throw new AthenaException("NOT_SUPPORTED: A column of the type " + Types.athena(type)
                    + " in a table of OpenCSVSerde is not supported by the local Athena: declare it string and cast it in the query");
        };
    }
}
