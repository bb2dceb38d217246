package bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the pipeline on this machine, each part next to what it is compared with, and prints one table. The broker and the S3 server
 * run in a separate process, and so does each contender.
 */
final class Benchmark {
    static final List<String> PARTS = List.of("lake", "replay", "latency", "memory", "start", "page", "scale", "restart", "bars", "seam", "verify", "cost");

    /** The parts that take a few minutes: drains by several consumers and instances take as long again. */
    static final List<String> USUAL = List.of("lake", "replay", "latency", "memory", "start", "page", "cost");

    private Benchmark() {}

    /** @return exit code: 0, 1 when a figure is worthless (it says why), 2 when it cannot run here */
    static int run(BenchmarkOptions options) throws Exception {
        try {
            empty(options.directory());
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return 2;
        }
        ObjectNode machine = Machine.describe();
        System.out.println("benchmark on %s (state and logs in %s)".formatted(Machine.sentence(machine), options.directory()));
        Figures figures = new Figures();
        try (BenchmarkCloud cloud = BenchmarkCloud.start(options.directory())) {
            for (String part : options.parts()) {
                run(part, cloud, figures, options);
            }
        }
        System.out.print("\n" + figures.table());
        figures.write(options.json(), machine);
        System.out.println("raw figures: " + options.json());
        figures.problems().forEach(System.out::println);
        return figures.problems().isEmpty() ? 0 : 1;
    }

    private static void run(String part, BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) throws Exception {
        switch (part) {
            case "lake" -> new LakePart(cloud, figures, options).run();
            case "replay" -> new ReplayPart(cloud, figures, options).run();
            case "latency" -> new LatencyPart(cloud, figures, options).run();
            case "memory" -> new MemoryPart(cloud, figures, options).run();
            case "start" -> new StartPart(cloud, figures, options).run();
            case "page" -> new PagePart(cloud, figures, options).run();
            case "scale" -> new ScalePart(cloud, figures, options).run();
            case "restart" -> new RestartPart(cloud, figures, options).run();
            case "bars" -> new BarsPart(cloud, figures, options).run();
            case "seam" -> new SeamPart(cloud, figures, options).run();
            case "verify" -> new VerifyPart(cloud, figures, options).run();
            case "cost" -> new CostPart(cloud, figures).run();
            default -> throw new IllegalArgumentException(part);
        }
    }

    /** Only a directory that holds a benchmark is emptied. */
    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.exists(directory.resolve("cloud"))) {
            throw new IllegalArgumentException(
                    "%s exists and has no benchmark in it, so it is not emptied: give --directory a new one".formatted(directory));
        }
        if (Files.exists(directory)) {
            try (Stream<Path> old = Files.walk(directory)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(directory.resolve("cloud"));
    }
}
