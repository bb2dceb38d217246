package routes.seam;

import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;

/** Takes the routes at one address out of Camel's metrics by route, which cost a record more than such a route does. */
final class Unmetered implements RoutePolicyFactory {
    private final String address;

    Unmetered(String address) {
        this.address = address;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        if (route instanceof RouteDefinition defined && address.equals(defined.getEndpointUrl())) {
            camel.getRoutePolicyFactories().stream()
                    .filter(MicrometerRoutePolicyFactory.class::isInstance)
                    .map(metrics -> ((MicrometerRoutePolicyFactory) metrics).getPolicyConfiguration())
                    .forEach(metrics -> leaveOut(routeId, metrics));
        }
        return null;
    }

    private static void leaveOut(String routeId, MicrometerRoutePolicyConfiguration metrics) {
        String before = metrics.getExcludePattern();
        metrics.setExcludePattern(before == null ? routeId : before + "," + routeId);
    }
}
