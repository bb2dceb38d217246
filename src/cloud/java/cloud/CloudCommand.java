package cloud;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import routes.Surroundings;

/** The local cloud alone. */
@Command(
        name = "cloud",
        description = "Runs Kafka, S3, Glue and Athena on this machine, without the pipeline, until stopped.",
        exitCodeList = {"0:it was stopped", "1:it did not start (a sentence says why)", "2:the command line is wrong"},
        footer = "  mvn -q -Drun test-compile exec:java -Dexec.args=cloud")
final class CloudCommand implements Callable<Integer> {
    private final Surroundings cloud;

    CloudCommand(Surroundings cloud) {
        this.cloud = cloud;
    }

    @Override
    public Integer call() throws IOException {
        cloud.settings();
        return waitForStop(cloud::close);
    }

    static int waitForStop(Runnable close) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            close.run();
            stopped.countDown();
        }, "stop"));
        try {
            stopped.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
