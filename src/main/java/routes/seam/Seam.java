package routes.seam;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SimpleTypeConverter;
import org.apache.camel.support.service.ServiceHelper;
import routes.lang.Json;

/**
 * A place where a route of the user's own takes part, if there is one that begins at {@code direct:<name>}. Nothing else tells whether it is
 * on: where no such route is, there is no {@link Way}.
 */
public class Seam implements CamelContextAware {
    /** The property of the exchange by which a route drops what it was given, and says why. */
    public static final String DROP = "drop";

    /** A NaN in quotes would be a text among numbers; without them it is refused. */
    private static final ObjectWriter WRITER = Json.mapper().writer().without(JsonWriteFeature.WRITE_NAN_AS_STRINGS);

    private final String name;
    private CamelContext camel;

    public Seam(String name) {
        this.name = name;
    }

    /**
     * What a route made of a JSON object.
     *
     * @param value JSON, not looked at yet, the given bytes themselves where the route left them; null where it was dropped
     * @param dropped why; null where it was not
     */
    public record Made(byte[] value, String dropped) {}

    /** The way through the route as it is now; null when there is none. */
    public Way way() {
        List<Route> routes = camel == null ? List.of() : camel.getRoutes().stream().filter(this::isIt).toList();
        if (routes.isEmpty()) {
            requireNeverThere();
            return null;
        }
        camel.getGlobalOptions().put(mark(), "there");
        Consumer consumer = routes.get(0).getConsumer();
        if (!ServiceHelper.isStarted(consumer)) {
            throw new IllegalStateException("route %s is there, but not started".formatted(routes.get(0).getId()));
        }
        return new Way((DefaultConsumer) consumer);
    }

    /** A file of routes that was saved with a mistake takes its route away; what it would have dropped must not slip through meanwhile. */
    private void requireNeverThere() {
        if (camel != null && camel.getGlobalOptions().containsKey(mark())) {
            throw new IllegalStateException("the route at direct:%s is gone: put it back, or start again without it".formatted(name));
        }
    }

    private String mark() {
        return "seam." + name;
    }

    private boolean isIt(Route route) {
        return route.getEndpoint().getEndpointUri().equals("direct://" + name) && route.getConsumer() instanceof DefaultConsumer;
    }

    /** Through the route, one after the other. */
    public final class Way {
        private final DefaultConsumer route;

        private Way(DefaultConsumer route) {
            this.route = route;
        }

        /**
         * Sends a JSON object through it, as a map.
         *
         * @throws RefusedException when the route ends with an exception, or leaves what is no JSON
         * @throws IllegalStateException when the route was stopped meanwhile, which is not the object's fault
         */
        public Made make(byte[] object, Map<String, Object> headers) throws RefusedException {
            try {
                Exchange exchange = send(new JsonValues(object), headers);
                Object reason = exchange.getProperty(DROP);
                return reason == null ? new Made(json(exchange.getMessage().getBody()), null) : new Made(null, reason.toString());
            } catch (Exception refused) {
                if (isStopping(refused)) {
                    throw new IllegalStateException("route %s was stopped meanwhile".formatted(name), refused);
                }
                throw new RefusedException(name, refused);
            }
        }

        /** Whoever is interrupted has refused nothing. */
        private boolean isStopping(Exception failed) {
            boolean interrupted = Thread.currentThread().isInterrupted();
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                boolean of = cause instanceof InterruptedException || cause instanceof InterruptedIOException || cause instanceof ClosedByInterruptException;
                interrupted |= of || cause instanceof RejectedExecutionException;
                if (of) {
                    Thread.currentThread().interrupt();
                }
            }
            return interrupted || camel.isStopping() || !ServiceHelper.isStarted(route);
        }

        /** Sends what it may do anything with, and fails as the route does. */
        public Exchange send(Object body, Map<String, Object> headers) throws Exception {
            Exchange exchange = new DefaultExchange(camel);
            // it counts as an event itself, of which Camel tells nobody: being told of each record costs more than the route
            exchange.getExchangeExtension().setNotifyEvent(true);
            exchange.getIn().setHeaders(headers);
            exchange.getIn().setBody(body);
            route.getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange;
        }

        private byte[] json(Object body) throws IOException {
            if (body instanceof JsonValues values && values.untouched() != null) {
                return values.untouched();
            }
            if (body instanceof Map || body instanceof JsonNode) {
                return WRITER.writeValueAsBytes(body);
            }
            if (body instanceof byte[] bytes) {
                return bytes;
            }
            if (body instanceof String text) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            throw new IOException("the route leaves %s; leave a map or a JSON text, or drop it by the property %s"
                    .formatted(body == null ? "no body" : "a " + body.getClass().getName(), DROP));
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
        camel.getTypeConverterRegistry().addTypeConverter(JsonNode.class, JsonValues.class, new SimpleTypeConverter(
                true, (type, exchange, values) -> ((JsonValues) values).tree()));
        camel.addRoutePolicyFactory(new Unmetered("direct:" + name));
    }
}
