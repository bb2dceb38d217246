package routes.live;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Hears the trades of a live feed over a WebSocket, and tells of which times it may have missed some. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "live",
        title = "Live Feed",
        syntax = "live:feed",
        consumerOnly = true,
        category = Category.API)
public class LiveEndpoint extends DefaultEndpoint {
    @UriPath(description = "Name of the feed, for people: which one it is, and its key, the settings say")
    @Metadata(required = true)
    private final String feed;

    @UriParam(description = "The feed, its symbols and its key; without it, the only LiveSettings of the registry")
    private LiveSettings settings;

    @UriParam(description = "Asked at the start what Kafka has already; without it, nothing")
    private SentTrades sent;

    LiveEndpoint(String uri, LiveComponent component, String feed) {
        super(uri, component);
        this.feed = feed;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        LiveConsumer consumer = new LiveConsumer(this, processor, settings());
        configureConsumer(consumer);
        return consumer;
    }

    private LiveSettings settings() {
        if (settings == null) {
            settings = getCamelContext().getRegistry().findSingleByType(LiveSettings.class);
        }
        if (settings == null) {
            throw new IllegalArgumentException("live:%s needs the parameter settings (#bean:liveSettings)".formatted(feed));
        }
        return settings;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("live:%s is only heard: nothing can be sent to it".formatted(feed));
    }

    public String getFeed() {
        return feed;
    }

    public LiveSettings getSettings() {
        return settings;
    }

    public void setSettings(LiveSettings settings) {
        this.settings = settings;
    }

    public SentTrades getSent() {
        return sent;
    }

    public void setSent(SentTrades sent) {
        this.sent = sent;
    }
}
