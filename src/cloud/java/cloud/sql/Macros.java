package cloud.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Trino's rules where DuckDB's differ, as DuckDB macros: trino-macros.sql. */
public final class Macros {
    public static final List<String> ALL = read();

    private Macros() {}

    private static List<String> read() {
        try (InputStream in = Macros.class.getResourceAsStream("/trino-macros.sql")) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\\R"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
