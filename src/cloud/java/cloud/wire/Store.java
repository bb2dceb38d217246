package cloud.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Named structures in one file. Every change is in the file before the call returns. What goes in and comes out are copies. */
public final class Store {
    private final Path file;
    private final ObjectNode content;

    private Store(Path file, ObjectNode content) {
        this.file = file;
        this.content = content;
    }

    public static Store open(Path file) throws IOException {
        return new Store(file, AwsJson.read(file));
    }

    public synchronized Optional<ObjectNode> find(String name) {
        return content.get(name) instanceof ObjectNode found ? Optional.of(found.deepCopy()) : Optional.empty();
    }

    /** In the order of their names. */
    public synchronized List<ObjectNode> all() {
        TreeMap<String, ObjectNode> sorted = new TreeMap<>();
        content.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue().deepCopy()));
        return List.copyOf(sorted.values());
    }

    public Stream<ObjectNode> having(String member, String value) {
        return all().stream().filter(one -> one.path(member).asText().equals(value));
    }

    /** @return whether there was none of that name; otherwise nothing is changed */
    public synchronized boolean add(String name, ObjectNode structure) {
        if (content.has(name)) {
            return false;
        }
        put(name, structure);
        return true;
    }

    public synchronized void put(String name, ObjectNode structure) {
        content.set(name, structure.deepCopy());
        save();
    }

    /** @return whether there was one */
    public synchronized boolean remove(String name) {
        boolean present = content.remove(name) != null;
        if (present) {
            save();
        }
        return present;
    }

    private void save() {
        try {
            AwsJson.replace(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
