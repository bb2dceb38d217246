package routes;

import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.StartupListener;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PatternHelper;
import routes.kafka.Topics;
import routes.lake.Lake;
import routes.lang.StartException;
import routes.replay.Replay;

/**
 * What must be there before the first route starts, whatever starts it: the file, the topics (created where they are missing) and the
 * bucket, each as far as it is given. Commands that only look start no routes and require nothing.
 */
public class Requirements implements CamelContextAware, StartupListener {
    private CamelContext camel;
    private Replay replay;
    private Topics topics;
    private Lake lake;
    private boolean met;

    /** @throws StartException when one is missing and cannot be created */
    void check() {
        if (!met && Boolean.TRUE.equals(camel.isAutoStartup())) {
            SettingNames.check(camel);
            requireErrorHandlers();
            if (replay != null) {
                replay.check();
            }
            if (topics != null) {
                topics.create();
            }
            if (lake != null) {
                lake.check();
            }
            met = true;
        }
    }

    /** Camel itself starts such a route, without any. */
    private void requireErrorHandlers() {
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        for (RouteDefinition route : model.getRouteDefinitions()) {
            String all = route.getRouteConfigurationId();
            for (String wanted : all == null ? new String[0] : all.split(",")) {
                if (model.getRouteConfigurationDefinitions().stream().noneMatch(one -> PatternHelper.matchPattern(one.getId(), wanted))) {
                    throw new StartException("route %s names the routeConfiguration '%s', which does not exist".formatted(route.getId(), wanted));
                }
            }
        }
    }

    /** For the Camel CLI, which knows nothing of {@link Pipeline}. */
    @Override
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
        check();
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // routes that are loaded again need nothing new
    }

    /** @param replay whose source must be there */
    public void setReplay(Replay replay) {
        this.replay = replay;
    }

    /** @param topics that are created where they are missing */
    public void setTopics(Topics topics) {
        this.topics = topics;
    }

    /** @param lake whose bucket must be there */
    public void setLake(Lake lake) {
        this.lake = lake;
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
        // numbers read the same everywhere, also in a JVM of the Camel CLI
        Locale.setDefault(Locale.ROOT);
        try {
            camel.addStartupListener(this);
        } catch (Exception failed) {
            throw new IllegalStateException("cannot listen to the start", failed);
        }
    }
}
