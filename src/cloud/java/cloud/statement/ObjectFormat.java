package cloud.statement;

import cloud.sql.AthenaException;
import cloud.sql.FileFormat;
import cloud.sql.Sql;
import cloud.sql.Types;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * How the rows of a statement that writes become objects.
 *
 * @param compression none, gzip, zstd or snappy
 * @param delimiter between the values of a line of TEXTFILE
 */
record ObjectFormat(FileFormat file, String compression, String delimiter) {
    /** Hive's, which Athena takes too where none is given. */
    private static final String DEFAULT_DELIMITER = "\u0001";

    private static final Set<String> OF_TEXT = Set.of("none", "gzip", "zstd");
    private static final Set<String> OF_PARQUET = Set.of("none", "gzip", "zstd", "snappy");

    /** @throws QueryFailedException if Athena does not write that, or it is not supported here */
    static ObjectFormat of(String format, String compression, String delimiter) {
        FileFormat file = switch (format.toUpperCase(Locale.ROOT)) {
            case "PARQUET" -> FileFormat.PARQUET;
            case "JSON" -> FileFormat.JSON;
            case "TEXTFILE" -> FileFormat.TEXTFILE;
            default -> throw new AthenaException("NOT_SUPPORTED: Writing the format '" + format
                    + "' is not supported by the local Athena (PARQUET, JSON and TEXTFILE are)");
        };
        String codec = compression.isEmpty() ? "gzip" : compression.toLowerCase(Locale.ROOT);
        Set<String> known = file == FileFormat.PARQUET ? OF_PARQUET : OF_TEXT;
        if (!known.contains(codec)) {
            throw new AthenaException("NOT_SUPPORTED: Writing " + file + " with the compression '" + compression
                    + "' is not supported by the local Athena");
        }
        return new ObjectFormat(file, codec, delimiter.isEmpty() ? DEFAULT_DELIMITER : delimiter);
    }

    /** The format in which rows are added to a table of the catalog. */
    static ObjectFormat of(ObjectNode table) {
        JsonNode serDe = table.path("StorageDescriptor").path("SerdeInfo");
        String library = serDe.path("SerializationLibrary").asText();
        JsonNode parameters = table.path("Parameters");
        String compression = parameters.path("write.compression").asText(parameters.path("parquet.compression").asText(""));
        for (FileFormat file : FileFormat.values()) {
            if (file.serDe().equals(library)) {
                return of(file.name(), compression, serDe.path("Parameters").path("field.delim").asText(""));
            }
        }
        throw new AthenaException("NOT_SUPPORTED: INSERT INTO a table with the SerDe '" + library + "' is not supported by the local Athena");
    }

    /** @throws QueryFailedException if the format, as written here, has no way to hold one of these types of DuckDB */
    void requireTypes(Collection<String> types) {
        for (String type : types) {
            boolean nested = type.endsWith("[]") || type.startsWith("STRUCT") || type.startsWith("MAP");
            if (file == FileFormat.TEXTFILE && nested || file != FileFormat.PARQUET && type.equals("BLOB")) {
                throw new AthenaException("NOT_SUPPORTED: Writing the type " + Types.athena(type) + " as " + file + " is not supported by the local Athena");
            }
        }
    }

    /** The suffix of an object's name that tells its reader the compression. */
    String suffix() {
        return switch (file) {
            case PARQUET -> ".parquet";
            case JSON -> ".json" + codecSuffix();
            case TEXTFILE -> ".txt" + codecSuffix();
        };
    }

    private String codecSuffix() {
        return switch (compression) {
            case "gzip" -> ".gz";
            case "zstd" -> ".zst";
            default -> "";
        };
    }

    /** The options of DuckDB's COPY. */
    String copyOptions() {
        String timestamps = ", TIMESTAMPFORMAT '%Y-%m-%d %H:%M:%S.%g'";
        return switch (file) {
            case PARQUET -> "FORMAT parquet, COMPRESSION " + (compression.equals("none") ? "uncompressed" : compression);
            case JSON -> "FORMAT json, COMPRESSION " + compression + timestamps;
            case TEXTFILE -> "FORMAT csv, HEADER false, DELIMITER " + Sql.text(delimiter) + ", QUOTE '', ESCAPE '', NULLSTR '\\N', COMPRESSION "
                    + compression + timestamps;
        };
    }

    /** Sets this in a StorageDescriptor. */
    void describe(ObjectNode storage) {
        file.describe(storage);
        ObjectNode parameters = storage.withObjectProperty("SerdeInfo").withObjectProperty("Parameters");
        parameters.put("serialization.format", file == FileFormat.TEXTFILE ? delimiter : "1");
        if (file == FileFormat.TEXTFILE) {
            parameters.put("field.delim", delimiter);
        }
    }
}
