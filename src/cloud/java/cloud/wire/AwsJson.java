package cloud.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** JSON as AWS writes it: trees with AWS's own member names. */
public final class AwsJson {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private AwsJson() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Seconds since the epoch with millisecond digits, the way JSON 1.1 carries a timestamp. */
    public static double now() {
        return Instant.now().toEpochMilli() / 1000.0;
    }

    /** The object kept in the file, or an empty one if there is no such file. */
    public static ObjectNode read(Path file) throws IOException {
        return Files.exists(file) ? (ObjectNode) MAPPER.readTree(file.toFile()) : object();
    }

    /** Replaces the file at once, so that a reader and a kill see the old state or the new one, never half of it. */
    public static void replace(Path file, ObjectNode content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        MAPPER.writeValue(next.toFile(), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The member as text. @throws AwsException of the given type if it is missing or empty */
    public static String required(ObjectNode request, String member, String errorType) {
        String value = request.path(member).asText("");
        if (value.isBlank()) {
            throw new AwsException(errorType, "Missing required member: " + member);
        }
        return value;
    }
}
