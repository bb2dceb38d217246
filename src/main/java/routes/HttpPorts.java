package routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import routes.lang.StartException;

/**
 * The two HTTP ports: that of the dashboard and of platform-http, and the one of health and metrics. They are tried before the routes
 * start, since Camel's server only logs that a port is taken and goes on without; and 0 becomes a free one here, since both servers would
 * be the same one to Camel. What was found goes by Camel's own names: those of ours may be set where nothing can override them.
 */
final class HttpPorts extends MainListenerSupport {
    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        // the first is held while the second is looked for: two free ports requested one after another may be the same one
        try (ServerSocket server = open(camel, "http.host", "http.port", -1);
                ServerSocket management = open(camel, "http.management-host", "http.management-port", server.getLocalPort())) {
            main.addOverrideProperty("camel.server.port", String.valueOf(server.getLocalPort()));
            main.addOverrideProperty("camel.management.port", String.valueOf(management.getLocalPort()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        camel.getPropertiesComponent().setOverrideProperties(main.getOverrideProperties());
    }

    private static ServerSocket open(CamelContext camel, String hostKey, String portKey, int taken) throws IOException {
        String host = camel.resolvePropertyPlaceholders("{{" + hostKey + "}}");
        String text = camel.resolvePropertyPlaceholders("{{" + portKey + "}}");
        int port = port(portKey, text);
        if (port == taken) {
            throw new StartException("http.port and http.management-port are both %d: change one of them".formatted(port));
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new StartException("%s '%s' is not a name or address of this machine".formatted(hostKey, host));
        }
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address);
            return socket;
        } catch (IOException inUse) {
            socket.close();
            throw new StartException("port %d on %s cannot be opened (%s): stop what uses it, or choose another with %s (0 = any free one)"
                    .formatted(port, host, inUse.getMessage(), portKey));
        }
    }

    private static int port(String key, String text) {
        try {
            int port = Integer.parseInt(text.trim());
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // said below
        }
        throw new StartException("%s '%s' is not a port: give a number from 0 (any free one) to 65535".formatted(key, text));
    }
}
