package bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.kafka.common.utils.AppInfoParser;

/** The machine that the figures are valid for, and how much of it this process has used. */
final class Machine {
    private static final long MIB = 1 << 20;

    private Machine() {}

    static ObjectNode describe() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", Instant.now().toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("processor", line("/proc/cpuinfo", "model name").replaceFirst(".*:\\s*", ""))
                .put("memory", line("/proc/meminfo", "MemTotal").replaceAll("\\D+", "") + " kB")
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", System.getProperty("java.vendor") + " " + Runtime.version())
                .put("camel", CamelContext.class.getPackage().getImplementationVersion())
                .put("kafka", AppInfoParser.getVersion());
    }

    static String sentence(ObjectNode machine) {
        return "%s × %s, %s, Java %s, Kafka %s, Camel %s"
                .formatted(
                        machine.path("processors").asText(),
                        machine.path("processor").asText("unknown"),
                        machine.path("system").asText(),
                        machine.path("java").asText(),
                        machine.path("kafka").asText(),
                        machine.path("camel").asText("unknown"));
    }

    /** The most memory that this process had at a time, in MiB, as Linux counts it; 0 elsewhere. */
    static double peakResidentMiB() {
        String peak = line("/proc/self/status", "VmHWM").replaceAll("\\D+", "");
        return peak.isEmpty() ? 0 : Long.parseLong(peak) * 1024.0 / MIB;
    }

    /** Collections of the whole heap, which stop everything. */
    static long fullCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> collector.getName().contains("Old") || collector.getName().contains("MarkSweep"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static String line(String file, String start) {
        try {
            return Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith(start)).findFirst().orElse("");
        } catch (IOException elsewhere) {
            return "";
        }
    }
}
