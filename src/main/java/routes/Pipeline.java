package routes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ServiceStatus;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.kafka.KafkaClients;
import routes.lang.Errors;
import routes.lang.StartException;
import routes.lang.Version;
import routes.watch.Progress;

/** routes.yaml on Camel's standalone runtime. */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final Main main = new Utf8Main();
    private final boolean withRoutes;

    /** Its starter stops it. Camel's own SIGTERM handler and another one would wait for each other if both ran. */
    private Pipeline(boolean withRoutes) {
        this.withRoutes = withRoutes;
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    }

    /**
     * Starts the routes.
     *
     * @param settings that win over all others
     * @throws StartException when something they need is missing: the file, Kafka, the bucket
     */
    public static Pipeline start(Map<String, String> settings) {
        LOG.info("stock-market-pipeline {}, Java {}, process {}", Version.text(), Runtime.version(), ProcessHandle.current().pid());
        Pipeline pipeline = new Pipeline(true);
        pipeline.main.addMainListener(new HttpPorts());
        pipeline.run(settings);
        return pipeline;
    }

    /** Starts the beans alone, for the commands that only look. */
    static Pipeline withoutRoutes(Map<String, String> settings) {
        Pipeline pipeline = new Pipeline(false);
        pipeline.main.addOverrideProperty("camel.main.auto-startup", "false");
        pipeline.main.addOverrideProperty("camel.server.enabled", "false");
        pipeline.main.addOverrideProperty("camel.management.enabled", "false");
        pipeline.run(settings);
        return pipeline;
    }

    private void run(Map<String, String> settings) {
        settings.forEach(main::addOverrideProperty);
        try {
            configureFrom(PipelineDirectory.of(beforeFiles(settings, PipelineDirectory.KEY)), settings);
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void beforeConfigure(BaseMainSupport starting) {
                    // before Camel makes addresses of them
                    SettingNames.check(starting.getCamelContext());
                }
            });
            main.init();
            if (!withRoutes) {
                removeRoutes();
            }
            // here, and not by Camel on its way up, which would log what is said in a sentence anyway
            Requirements requirements = bean("requirements", Requirements.class);
            if (requirements != null) {
                requirements.check();
            }
            main.start();
        } catch (Exception failed) {
            close();
            throw startException(failed);
        }
    }

    /** Camel prepares also those that it does not start, asks S3 on their behalf, and logs what is refused. */
    private void removeRoutes() throws Exception {
        Model model = context().getCamelContextExtension().getContextPlugin(Model.class);
        model.removeRouteDefinitions(List.copyOf(model.getRouteDefinitions()));
    }

    private void configureFrom(PipelineDirectory directory, Map<String, String> settings) {
        boolean live = directory.isLive(beforeFiles(settings, "source"));
        main.setPropertyPlaceholderLocations(directory.settings(beforeFiles(settings, PipelineDirectory.LOCATION), live));
        // no line of application.properties, which the Camel CLI reads too: there it would take the place of the files on the command line
        main.addInitialProperty("camel.main.routesIncludePattern", directory.routes(live));
        for (String name : List.of("reports", "transforms", "calendars", "adjustments.csv")) {
            directory.existing(name).ifPresent(path -> main.addInitialProperty(PipelineDirectory.KEY + "." + name, path.toString()));
        }
    }

    /** What says where files are cannot stand in them: the environment wins over -D, as everywhere. */
    private static String beforeFiles(Map<String, String> settings, String key) {
        String environment = System.getenv(key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
        return settings.getOrDefault(key, environment != null ? environment : System.getProperty(key));
    }

    /** The sentence for people, when there is one in the chain. */
    private RuntimeException startException(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartException sentence) {
                return sentence;
            }
            if (cause instanceof PropertyBindingException wrong && RouteFault.of(wrong).isEmpty()) {
                return new StartException("%s '%s' cannot be used: %s (the settings are explained in application.properties)"
                        .formatted(wrong.getPropertyName(), wrong.getValue(), Errors.sentence(wrong)));
            }
        }
        LOG.debug("the routes did not start", failed);
        String files = main.configure().getRoutesIncludePattern();
        return new StartException("the routes did not start: "
                + RouteFault.of(failed).map(fault -> fault.in(context(), files)).orElseGet(() -> Errors.sentence(failed)));
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    public <T> T bean(String name, Class<T> type) {
        return context().getRegistry().lookupByNameAndType(name, type);
    }

    public String setting(String key) {
        return context().resolvePropertyPlaceholders("{{" + key + "}}");
    }

    KafkaClients kafka() {
        return bean("kafkaClients", KafkaClients.class);
    }

    /** Closes it because somebody asked for that, and says what it did; nothing, if it is closed already. */
    synchronized void stop() {
        if (context().getStatus() != ServiceStatus.Stopped) {
            Progress progress = bean("progress", Progress.class);
            close();
            if (progress != null) {
                LOG.info(progress.lastLine());
            }
        }
    }

    /** Stops the replay, writes and commits what is held, and stops the routes. */
    @Override
    public synchronized void close() {
        if (context() != null && context().getStatus() != ServiceStatus.Stopped) {
            main.stop();
        }
    }
}
