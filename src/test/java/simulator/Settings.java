package simulator;

import java.time.Duration;
import java.util.List;
import routes.batch.BatchLimits;

/**
 * Of an instance. While somebody changes them, or gives a machine less memory, not all instances have the same.
 *
 * @param memory that the batches of an instance may take, in bytes of heap
 */
record Settings(BatchLimits limits, long memory) {
    private static final Settings USUAL = of(20, 64 << 20);
    private static final List<Settings> OTHERS = List.of(of(7, 64 << 20), of(50, 64 << 20), of(50, 6 << 10));

    private static Settings of(int mostRecords, long memory) {
        return new Settings(new BatchLimits(mostRecords, 4 << 10, Duration.ofSeconds(60), Duration.ofSeconds(30)), memory);
    }

    static Settings any(Simulation simulation) {
        return simulation.chance(0.7) ? USUAL : OTHERS.get(simulation.random().nextInt(OTHERS.size()));
    }
}
