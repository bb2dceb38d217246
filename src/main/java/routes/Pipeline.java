package routes;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ServiceStatus;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** routes.yaml on Camel's standalone runtime. */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final Main main = new Main();

    private Pipeline() {}

    /**
     * Starts the routes.
     *
     * @param settings that win over all others
     * @throws StartException when something they need is missing: the file, Kafka, the bucket
     */
    public static Pipeline start(Map<String, String> settings) {
        Pipeline pipeline = new Pipeline();
        pipeline.start(settings, context -> {
            bean(context, "replay", Replay.class).file();
            bean(context, "topics", Topics.class).create();
            bean(context, "lake", Lake.class).check();
        });
        return pipeline;
    }

    /** Starts the beans alone, for the commands that only look. */
    static Pipeline withoutRoutes(Map<String, String> settings) {
        Pipeline pipeline = new Pipeline();
        pipeline.main.addOverrideProperty("camel.main.auto-startup", "false");
        pipeline.start(settings, context -> {});
        return pipeline;
    }

    private void start(Map<String, String> settings, Consumer<CamelContext> check) {
        settings.forEach(main::addOverrideProperty);
        try {
            main.init();
            check.accept(context());
            main.start();
        } catch (Exception failed) {
            close();
            throw startException(failed);
        }
    }

    /** The sentence for people, when there is one in the chain. */
    private static RuntimeException startException(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartException sentence) {
                return sentence;
            }
            if (cause instanceof PropertyBindingException wrong) {
                return new StartException("%s '%s' cannot be used: %s (the settings are explained in application.properties)"
                        .formatted(wrong.getPropertyName(), wrong.getValue(), Errors.sentence(wrong)));
            }
        }
        LOG.debug("the routes did not start", failed);
        return new StartException("the routes did not start: " + Errors.sentence(failed));
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    <T> T bean(String name, Class<T> type) {
        return bean(context(), name, type);
    }

    private static <T> T bean(CamelContext context, String name, Class<T> type) {
        return context.getRegistry().lookupByNameAndType(name, type);
    }

    String setting(String key) {
        return context().resolvePropertyPlaceholders("{{" + key + "}}");
    }

    KafkaClients kafka() {
        return KafkaClients.of(context(), setting("kafka.topic"));
    }

    /** Stops the replay, writes and commits what is held, and stops the routes. */
    @Override
    public synchronized void close() {
        if (context() != null && context().getStatus() != ServiceStatus.Stopped) {
            main.stop();
        }
    }
}
