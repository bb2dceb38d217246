package routes;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import routes.lang.Errors;
import routes.lang.StartException;
import routes.redrive.Redrive;
import routes.redrive.RedriveOptions;
import routes.redrive.RedriveResult;
import routes.verify.Verify;
import routes.verify.VerifyResult;

/**
 * The service: {@code run} (the default) runs the routes until it is stopped, or once through with {@code pipeline.once=true};
 * {@code verify} proves the lake; {@code redrive} sends dead letters back. Exit codes: 0, 1 (it failed, the lake is not clean, or
 * letters were left), 2 (it could not be checked or read, or wrong usage).
 */
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        beTheSameEverywhere();
        System.exit(run(Map.of(), () -> {}, args));
    }

    /** Numbers read the same whatever the language of the machine, and what is printed is UTF-8, as all our files are. */
    public static void beTheSameEverywhere() {
        Locale.setDefault(Locale.ROOT);
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    }

    /**
     * @param settings that win over all others
     * @param afterStop what else is to be closed when the JVM is asked to stop, after the routes
     * @return the exit code
     */
    public static int run(Map<String, String> settings, Runnable afterStop, String... args) {
        String command = args.length == 0 ? "run" : args[0];
        if (!command.equals("run")) {
            // before there is a logger: what a command prints is its result, which may be JSON for another program
            System.getProperties().putIfAbsent("LOG_SETTINGS", "OFF");
        }
        return switch (command) {
            case "run" -> runRoutes(settings, afterStop);
            case "verify" -> verify(settings, List.of(args).subList(1, args.length));
            case "redrive" -> redrive(settings, List.of(args).subList(1, args.length));
            default -> {
                System.err.println("unknown command '%s'; there are: run, verify, redrive".formatted(command));
                yield 2;
            }
        };
    }

    private static int runRoutes(Map<String, String> settings, Runnable afterStop) {
        try (Pipeline pipeline = Pipeline.start(settings)) {
            CountDownLatch stopped = closeWhenAsked(pipeline, afterStop);
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

    private static CountDownLatch closeWhenAsked(Pipeline pipeline, Runnable afterStop) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            pipeline.close();
            afterStop.run();
            stopped.countDown();
        }, "stop"));
        return stopped;
    }

    private static int verify(Map<String, String> settings, List<String> options) {
        if (!Set.of("--quick", "--json").containsAll(options)) {
            System.err.println("verify takes --quick (names, sizes and metadata only) and --json, not " + options);
            return 2;
        }
        try (Pipeline pipeline = Pipeline.withoutRoutes(settings)) {
            VerifyResult result =
                    pipeline.bean("verify", Verify.class).run(pipeline.kafka(), options.contains("--quick"));
            if (options.contains("--json")) {
                System.out.println(result.json());
            } else {
                result.print();
                System.out.println(result.summary());
            }
            return result.exitCode();
        } catch (RuntimeException failed) {
            System.err.println("could not verify: " + Errors.sentence(failed));
            return 2;
        }
    }

    private static int redrive(Map<String, String> settings, List<String> arguments) {
        try {
            RedriveOptions options = RedriveOptions.parse(arguments);
            try (Pipeline pipeline = Pipeline.withoutRoutes(settings)) {
                RedriveResult result = pipeline.bean("redrive", Redrive.class).run(pipeline.kafka(), options);
                result.print();
                return result.complete() ? 0 : 1;
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return 2;
        } catch (RuntimeException failed) {
            System.err.println("could not redrive: " + Errors.sentence(failed));
            return 2;
        }
    }
}
