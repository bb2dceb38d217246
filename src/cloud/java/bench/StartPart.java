package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How soon the packaged service has written its first object, with an archive of classes and without, and what that takes. */
final class StartPart {
    private static final Path JAR = Path.of("target", "stock-market-pipeline.jar").toAbsolutePath();
    private static final String WHAT = "start of the JVM → first object";
    private static final String PLAIN = "service";
    private static final String ARCHIVE = "with an archive of classes";
    private static final int RECORDS = 2000;

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;

    StartPart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    /** One start: seconds until the first object, those of the processor, and MiB. */
    private record Start(double seconds, double cpuSeconds, double resident) {}

    void run() throws Exception {
        if (!Files.exists(JAR)) {
            System.out.println("start: left out, since there is no %s; mvn package makes it".formatted(JAR));
            return;
        }
        System.out.println("start: " + WHAT);
        String topic = cloud.topic("start", 1);
        Backlog.fill(cloud.brokers(), topic, 1, RECORDS);
        Path archive = cloud.directory().resolve("classes.jsa").toAbsolutePath();
        java(List.of("-XX:ArchiveClassesAtExit=" + archive), Map.of(), "rehearse").waitFor();
        List<Start> plain = new ArrayList<>();
        List<Start> archived = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            plain.add(start(topic, List.of()));
            archived.add(start(topic, List.of("-XX:SharedArchiveFile=" + archive)));
        }
        add("s", plain.stream().map(Start::seconds).toList(), archived.stream().map(Start::seconds).toList());
        add("CPU seconds", plain.stream().map(Start::cpuSeconds).toList(), archived.stream().map(Start::cpuSeconds).toList());
        add("MiB resident at most", plain.stream().map(Start::resident).toList(), archived.stream().map(Start::resident).toList());
        figures.add("start", WHAT, ARCHIVE, "MiB of archive", Files.size(archive) / (double) (1 << 20));
    }

    private void add(String unit, List<Double> plain, List<Double> archived) {
        figures.add("start", WHAT, PLAIN, unit, plain);
        figures.addAgainst("start", WHAT, ARCHIVE, unit, archived, PLAIN, plain);
    }

    private Start start(String topic, List<String> options) throws Exception {
        Map<String, String> settings = cloud.lake(topic, 1);
        settings.put("batch.max-records", "1000");
        Path objects = cloud.objects(settings.get("s3.prefix"));
        long begin = System.nanoTime();
        Process service = java(options, settings, "run");
        try {
            TopicWatch.until("the first object is there", () -> !LatencyPart.keys(objects).isEmpty() || !service.isAlive());
            double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
            if (!service.isAlive()) {
                figures.problem("start: the service ended with %d (see %s)".formatted(service.exitValue(), log()));
            }
            double cpu = service.info().totalCpuDuration().map(time -> time.toMillis() / 1e3).orElse(Double.NaN);
            return new Start(seconds, cpu, resident(service.pid()));
        } finally {
            service.destroy();
            service.waitFor();
        }
    }

    /** As it is installed: classes of directories are in no archive. */
    private Process java(List<String> options, Map<String, String> settings, String command) throws IOException {
        List<String> java = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        java.addAll(options);
        settings.forEach((key, value) -> java.add("-D%s=%s".formatted(key, value)));
        java.addAll(List.of("-jar", JAR.toString(), command));
        ProcessBuilder builder = new ProcessBuilder(java).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(cloud.environment());
        return builder.start();
    }

    private Path log() {
        return cloud.directory().resolve("start.log");
    }

    /** The most so far, where Linux tells. */
    private static double resident(long process) throws IOException {
        Path status = Path.of("/proc/%d/status".formatted(process));
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst().orElse(Double.NaN);
    }
}
