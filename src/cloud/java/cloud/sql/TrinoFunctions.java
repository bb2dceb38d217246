package cloud.sql;

import io.trino.sql.tree.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What functions Trino has, so that one that is missing here is not called unknown. */
final class TrinoFunctions {
    /** How many arguments they take. */
    private static final Map<String, Set<String>> ARGUMENTS = read();

    private TrinoFunctions() {}

    private static Map<String, Set<String>> read() {
        try (InputStream in = TrinoFunctions.class.getResourceAsStream("/trino-functions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" "))
                    .collect(Collectors.toMap(line -> line[0], line -> Set.of(line[1].split(","))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why a call is refused that has no translation. */
    static AthenaException refusal(Node call, String name, int arguments) {
        Set<String> known = ARGUMENTS.get(name);
        if (known == null) {
            return AthenaException.at(call, "FUNCTION_NOT_FOUND", "Function '" + name + "' not registered");
        }
        if (known.contains("*") || known.contains(String.valueOf(arguments))) {
            return AthenaException.notSupported(call, "The function " + name + " of " + arguments + (arguments == 1 ? " argument" : " arguments"));
        }
        return AthenaException.at(call, "FUNCTION_NOT_FOUND", "Unexpected number of parameters (" + arguments + ") for function " + name);
    }
}
