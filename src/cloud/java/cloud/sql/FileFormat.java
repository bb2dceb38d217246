package cloud.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A format of objects that Athena writes, in the catalog's words. */
public enum FileFormat {
    PARQUET(
            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"),
    JSON("org.apache.hive.hcatalog.data.JsonSerDe", FileFormat.TEXT_INPUT, FileFormat.TEXT_OUTPUT),
    TEXTFILE("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", FileFormat.TEXT_INPUT, FileFormat.TEXT_OUTPUT);

    private static final String TEXT_INPUT = "org.apache.hadoop.mapred.TextInputFormat";
    private static final String TEXT_OUTPUT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

    private final String serDe;
    private final String input;
    private final String output;

    FileFormat(String serDe, String input, String output) {
        this.serDe = serDe;
        this.input = input;
        this.output = output;
    }

    public String serDe() {
        return serDe;
    }

    /** Sets this format in a StorageDescriptor; a SerDe that it already names is kept. */
    public void describe(ObjectNode storage) {
        storage.put("InputFormat", input).put("OutputFormat", output);
        ObjectNode serDeInfo = storage.withObjectProperty("SerdeInfo");
        if (!serDeInfo.has("SerializationLibrary")) {
            serDeInfo.put("SerializationLibrary", serDe);
        }
    }
}
