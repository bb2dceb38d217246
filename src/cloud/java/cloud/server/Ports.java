package cloud.server;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that servers of this machine listen on. */
public final class Ports {
    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /** A port that nothing listens on now, for a server that will in a while. */
    public static int any() throws IOException {
        return any(1).get(0);
    }

    /**
     * That number of different ports that nothing listens on now, for servers that will do so later: outside the range from which the kernel
     * hands out free ports, or one might be taken by then.
     */
    public static List<Integer> any(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                try {
                    held.add(open(LOOPBACK, ThreadLocalRandom.current().nextInt(10_000, 32_768)));
                } catch (BindException taken) {
                    // the next one
                }
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /**
     * The wanted port, or any free one for 0.
     *
     * @throws PortInUseException naming the server and the setting to change
     */
    static int freeOr(int wanted, String server, String setting) throws IOException {
        return freeOr(LOOPBACK, wanted, server, setting);
    }

    static int freeOr(String host, int wanted, String server, String setting) throws IOException {
        try {
            return bind(host, wanted);
        } catch (BindException taken) {
            throw new PortInUseException(server, wanted, setting);
        }
    }

    /**
     * The host of a URL for a server that listens there. What listens on all addresses listens on 127.0.0.1 too; where there is IPv6, such a
     * server says that it listens on {@code ::}, though it was told {@code 0.0.0.0}.
     */
    static String reached(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return LOOPBACK;
        }
        return address instanceof Inet6Address ? "[%s]".formatted(address.getHostAddress()) : address.getHostAddress();
    }

    private static int bind(String host, int port) throws IOException {
        try (ServerSocket socket = open(host, port)) {
            return socket.getLocalPort();
        }
    }

    private static ServerSocket open(String host, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }
}
