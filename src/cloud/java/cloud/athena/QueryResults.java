package cloud.athena;

import static cloud.wire.AwsException.invalidRequest;

import cloud.statement.ResultFile;
import cloud.statement.StatementKind;
import cloud.wire.AwsJson;
import cloud.wire.Page;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The results: an object of rows and one of metadata, or for a statement that writes a manifest of what it wrote. They are in S3, or files
 * here when the work group has Athena keep them.
 */
final class QueryResults {
    private final S3Client s3;
    private final Path managed;

    QueryResults(S3Client s3, Path managed) {
        this.s3 = s3;
        this.managed = managed;
    }

    /** @param file with the rows or the manifest, its metadata beside it */
    void put(QueryExecution execution, Path file) throws IOException {
        if (execution.output().isEmpty()) {
            Files.move(file, kept(execution));
            Files.move(ResultFile.metadata(file), ResultFile.metadata(kept(execution)));
            return;
        }
        S3Location location = execution.output().get();
        put(location.resolve(".metadata"), ResultFile.metadata(file));
        put(execution.kind().hasRows() ? location : manifest(location), file);
    }

    private Path kept(QueryExecution execution) {
        return managed.resolve(execution.id());
    }

    static S3Location manifest(S3Location location) {
        return location.resolve("-manifest.csv");
    }

    private void put(S3Location location, Path file) {
        s3.putObject(request -> request.bucket(location.bucket()).key(location.key()), RequestBody.fromFile(file));
    }

    /** A page of the rows: for a SELECT the first row of all holds the column names. */
    ObjectNode page(QueryExecution execution, Page page) {
        ObjectNode response = AwsJson.object();
        ObjectNode set = response.putObject("ResultSet");
        ArrayNode rows = set.putArray("Rows");
        try (InputStream metadata = metadata(execution)) {
            set.set("ResultSetMetadata", AwsJson.MAPPER.readTree(metadata));
            if (execution.kind().hasRows() && copy(execution, page, rows)) {
                response.put("NextToken", String.valueOf(page.from() + page.size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SdkException e) {
            throw invalidRequest("Could not find results at " + execution.output().orElseThrow() + ": " + e.getMessage());
        }
        return response;
    }

    private InputStream metadata(QueryExecution execution) throws IOException {
        Optional<S3Location> location = execution.output();
        return location.isPresent() ? read(location.get().resolve(".metadata")) : Files.newInputStream(ResultFile.metadata(kept(execution)));
    }

    private InputStream rows(QueryExecution execution) throws IOException {
        Optional<S3Location> location = execution.output();
        return location.isPresent() ? read(location.get()) : Files.newInputStream(kept(execution));
    }

    private InputStream read(S3Location location) {
        return s3.getObject(request -> request.bucket(location.bucket()).key(location.key()));
    }

    /** @return whether more follow */
    private boolean copy(QueryExecution execution, Page page, ArrayNode copy) throws IOException {
        try (InputStreamReader in = new InputStreamReader(rows(execution), StandardCharsets.UTF_8)) {
            ResultFile.Rows rows = execution.kind() == StatementKind.SELECT ? ResultFile.Rows.csv(in) : ResultFile.Rows.lines(in);
            List<String> row = rows.next();
            for (int i = 0; row != null && i < page.from(); i++) {
                row = rows.next();
            }
            for (; row != null && copy.size() < page.size(); row = rows.next()) {
                add(row, copy.addObject().putArray("Data"));
            }
            return row != null;
        }
    }

    private static void add(List<String> row, ArrayNode data) {
        for (String value : row) {
            ObjectNode cell = data.addObject();
            if (value != null) {
                cell.put("VarCharValue", value);
            }
        }
    }
}
