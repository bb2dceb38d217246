package routes.live;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code live:feed} hears the trades of a provider over a WebSocket ({@link LiveConsumer}).
 *
 * <p>Why not camel-vertx-websocket (4.17): as a client it cannot say anything before it listens, which all providers but one want, and it
 * connects again several times at once, after which it tells each trade as often.
 */
@Component("live")
public class LiveComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String feed, Map<String, Object> parameters) throws Exception {
        LiveEndpoint endpoint = new LiveEndpoint(uri, this, feed);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
