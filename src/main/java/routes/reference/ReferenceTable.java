package routes.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import routes.lake.Compression;
import routes.query.QueryFailedException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A small table of the lake: one object of JSON lines, put again when it is another one, and its entry in the catalog. Two instances that
 * write it at once write the same.
 *
 * @param columns {@code name type, …} as Glue calls the types
 * @param lines JSON objects; none at all is no object
 */
record ReferenceTable(String name, String description, String columns, List<String> lines) {
    private static final String CHECKSUM = "checksum";
    private static final String MARK = "reference-table";

    /** @param folder of all such tables, without a slash at its end */
    void update(S3Client s3, String bucket, String folder, GlueClient glue, String database) {
        requireOurs(glue, database);
        String key = "%s/%s/%s.json%s".formatted(folder, name, name, Compression.ZSTD.suffix());
        put(s3, bucket, key);
        describe(glue, database, "s3://%s/%s/%s/".formatted(bucket, folder, name));
    }

    private void requireOurs(GlueClient glue, String database) {
        if (find(glue, database, name).filter(table -> !table.parameters().containsKey(MARK)).isPresent()) {
            throw new QueryFailedException("table %s.%s exists already, and is needed for something else: give it another name".formatted(database, name));
        }
    }

    private void put(S3Client s3, String bucket, String key) {
        byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(content);
        String checksum = lines.isEmpty() ? null : Long.toHexString(sum.getValue());
        String stored = stored(s3, bucket, key);
        if (checksum == null && stored != null) {
            s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        } else if (checksum != null && !checksum.equals(stored)) {
            s3.putObject(put -> put.bucket(bucket).key(key).metadata(Map.of(CHECKSUM, checksum)), RequestBody.fromBytes(compressed(content)));
        }
    }

    /** @return the checksum of the object, null when there is none */
    private static String stored(S3Client s3, String bucket, String key) {
        try {
            return s3.headObject(head -> head.bucket(bucket).key(key)).metadata().getOrDefault(CHECKSUM, "");
        } catch (NoSuchKeyException none) {
            return null;
        }
    }

    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compression.ZSTD.stream(bytes)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void describe(GlueClient glue, String database, String location) {
        TableInput input = TableInput.builder()
                .name(name)
                .description(description)
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of("EXTERNAL", "TRUE", "classification", "json", MARK, "true"))
                .storageDescriptor(storage -> storage.columns(glueColumns())
                        .location(location)
                        .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
                        .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                        .serdeInfo(serde -> serde.serializationLibrary("org.apache.hive.hcatalog.data.JsonSerDe")))
                .build();
        Table table = find(glue, database, name).orElse(null);
        if (table == null) {
            create(glue, database, input);
        } else if (!location.equals(table.storageDescriptor().location()) || !glueColumns().equals(table.storageDescriptor().columns())) {
            glue.updateTable(update -> update.databaseName(database).tableInput(input));
        }
    }

    private static void create(GlueClient glue, String database, TableInput input) {
        try {
            glue.createTable(create -> create.databaseName(database).tableInput(input));
        } catch (AlreadyExistsException another) {
            // by a second instance
        }
    }

    private List<Column> glueColumns() {
        return Arrays.stream(columns.split(", "))
                .map(column -> column.split(" "))
                .map(nameAndType -> Column.builder().name(nameAndType[0]).type(nameAndType[1]).build())
                .toList();
    }

    static Optional<Table> find(GlueClient glue, String database, String name) {
        try {
            return Optional.of(glue.getTable(get -> get.databaseName(database).name(name)).table());
        } catch (EntityNotFoundException none) {
            return Optional.empty();
        }
    }
}
