package routes.run;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import routes.lang.Host;

/** A claim on a run, renewed until it is closed or lost. */
final class RunClaim implements AutoCloseable {
    private final ScheduledExecutorService renewing = Host.here().threads("run-claim", 1);
    private volatile boolean ours = true;

    private RunClaim() {}

    /** @param renew says whether the claim still is ours */
    static RunClaim renewed(Duration period, BooleanSupplier renew) {
        RunClaim claim = new RunClaim();
        claim.renewing.scheduleWithFixedDelay(() -> claim.renew(renew), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return claim;
    }

    private void renew(BooleanSupplier renew) {
        if (!renew.getAsBoolean()) {
            ours = false;
            renewing.shutdown();
        }
    }

    boolean isOurs() {
        return ours;
    }

    /** Waits for a renewal that is under way, so that none comes after the end. */
    @Override
    public void close() {
        renewing.shutdown();
        try {
            renewing.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
