package bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a stretch of work took.
 *
 * @param nanos of time
 * @param cpuNanos of processors, by all threads of this process: those that compile and collect garbage too
 */
record Spent(long nanos, long cpuNanos) {
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Since some moment in the past, to be subtracted later. */
    static Spent byNow() {
        return new Spent(System.nanoTime(), SYSTEM.getProcessCpuTime());
    }

    static Spent since(Spent start) {
        Spent now = byNow();
        return new Spent(now.nanos - start.nanos, now.cpuNanos - start.cpuNanos);
    }
}
