package routes;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import routes.lang.StartException;

/** Runs the routes. */
@Command(
        name = "run",
        description = "Runs the routes until it is stopped; with the setting pipeline.once=true once through: replay, write, crawl, report, verify.",
        exitCodeList = {
            "0:it was stopped; once through: everything worked and the lake is proven",
            "1:it did not start (a sentence says why); once through: something failed, or the lake is not clean",
            "2:the command line is wrong"
        },
        footer = "  java -jar stock-market-pipeline.jar run -Dcsv.file=my.csv -Dpipeline.once=true")
public final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    public RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        try (Pipeline pipeline = start()) {
            CountDownLatch stopped = closeWhenAsked(pipeline);
            if (Boolean.parseBoolean(pipeline.setting("pipeline.once"))) {
                return new SingleRun(pipeline).run();
            }
            stopped.await();
            return 0;
        } catch (StartException sentence) {
            System.err.println(sentence.getMessage());
            return 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private Pipeline start() throws IOException {
        surroundings.check();
        return Pipeline.start(surroundings.settings());
    }

    private CountDownLatch closeWhenAsked(Pipeline pipeline) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            pipeline.stop();
            surroundings.close();
            stopped.countDown();
        }, "stop"));
        return stopped;
    }
}
