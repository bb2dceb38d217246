package cloud;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs generated queries on both engines and says where they differ: {@code mvn -q -Ptrino test-compile exec:java
 * -Dexec.mainClass=cloud.EnginesCompared -Dexec.args="SEED COUNT"}, with the Java and the MAVEN_OPTS of docs/local-athena.md. The differences are in
 * target/engines-compared.txt; a file of queries, one a line, may stand in place of the seed.
 */
public final class EnginesCompared {
    private static final Path REPORT = Path.of("target/engines-compared.txt");

    /** How the answers of the two can stand to each other. */
    private enum Kind {
        SAME("the same answer"),
        BOTH_REFUSE("refused by both"),
        NOT_HERE("NOT_SUPPORTED where Trino answers"),
        FALSE_REFUSAL("refused with another reason, where Trino answers"),
        INTERNAL("an engine's own message"),
        OTHER_ANSWER("another answer"),
        ANSWERED("answered where Trino refuses");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private EnginesCompared() {}

    public static void main(String[] arguments) throws Exception {
        String seed = arguments.length > 0 ? arguments[0] : "1";
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3000;
        List<String> queries = seed.matches("\\d+") ? QueryGrammar.queries(Long.parseLong(seed), count) : Files.readAllLines(Path.of(seed));
        try (TwoEngines engines = TwoEngines.start(Files.createTempDirectory("engines")); PrintWriter report = new PrintWriter(Files.newBufferedWriter(REPORT))) {
            Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
            for (String query : queries) {
                TwoEngines.Answer here = engines.duckDb(query);
                TwoEngines.Answer there = engines.trino(query);
                Kind kind = compare(query, here, there);
                counts.merge(kind, 1, Integer::sum);
                if (kind != Kind.SAME && kind != Kind.BOTH_REFUSE) {
                    report.printf("%s%n  %s%n  DuckDB %s%n  Trino  %s%n", kind, query.replace("\n", "\\n"), here, there);
                    report.flush();
                }
            }
            System.out.printf("seed %s: %d queries%n", seed, queries.size());
            counts.forEach((kind, number) -> System.out.printf("%6d  %s%n", number, kind.words));
            System.out.println("the differences: " + REPORT);
        }
        System.exit(0);
    }

    private static Kind compare(String query, TwoEngines.Answer here, TwoEngines.Answer there) {
        boolean internal = here.failure().startsWith("GENERIC_INTERNAL_ERROR") && !there.failure().startsWith("GENERIC_INTERNAL_ERROR");
        if (internal) {
            return Kind.INTERNAL;
        }
        if (!there.failure().isEmpty()) {
            return here.failure().isEmpty() ? Kind.ANSWERED : Kind.BOTH_REFUSE;
        }
        if (!here.failure().isEmpty()) {
            return here.failure().matches("(?s)NOT_SUPPORTED.*") ? Kind.NOT_HERE : Kind.FALSE_REFUSAL;
        }
        return here.types().equals(there.types()) && same(query, here.rows(), there.rows()) ? Kind.SAME : Kind.OTHER_ANSWER;
    }

    private static boolean same(String query, List<List<String>> here, List<List<String>> there) {
        if (here.size() != there.size()) {
            return false;
        }
        if (!query.contains(" ORDER BY ")) {
            here.sort((a, b) -> a.toString().compareTo(b.toString()));
            there.sort((a, b) -> a.toString().compareTo(b.toString()));
        }
        for (int row = 0; row < here.size(); row++) {
            for (int column = 0; column < here.get(row).size(); column++) {
                if (!same(here.get(row).get(column), there.get(row).get(column))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The last digits of a double, and the order in a map, may differ. */
    private static boolean same(String a, String b) {
        if (a == null || b == null || a.equals(b)) {
            return a == b || a != null && a.equals(b);
        }
        if (a.startsWith("{")) {
            return sorted(a).equals(sorted(b));
        }
        try {
            double left = Double.parseDouble(a);
            double right = Double.parseDouble(b);
            return a.matches(".*[.eE].*") && Math.abs(left - right) <= 1e-12 * Math.max(Math.abs(left), Math.abs(right)) && (left != 0 || right != 0);
        } catch (NumberFormatException text) {
            return false;
        }
    }

    private static List<String> sorted(String map) {
        return Arrays.stream(map.replaceAll("[{}]", "").split(", ")).sorted().toList();
    }
}
