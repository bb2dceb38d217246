package cloud;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on 127.0.0.1. */
final class Ports {
    private Ports() {}

    /** A port that nothing listens on now. */
    static int any() throws IOException {
        return bind(0);
    }

    /**
     * The wanted port, or any free one for 0.
     *
     * @throws PortInUseException naming the server and the setting to change
     */
    static int freeOr(int wanted, String server, String setting) throws IOException {
        try {
            return bind(wanted);
        } catch (BindException taken) {
            throw new PortInUseException(server, wanted, setting);
        }
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return socket.getLocalPort();
        }
    }
}
