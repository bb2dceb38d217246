package routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Stands before a server of a test: lets everything through, or accepts whoever comes and never answers. */
final class Gate implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private boolean silent;

    private Gate(ServerSocket door, int server) {
        this.door = door;
        this.server = server;
    }

    static Gate before(URI server) throws IOException {
        Gate gate = new Gate(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), server.getPort());
        start(gate::accept);
        return gate;
    }

    /** Accepts, and never answers. */
    static ServerSocket silent(int port) throws IOException {
        return new ServerSocket(port, 200, InetAddress.getByName("127.0.0.1"));
    }

    String uri() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    synchronized void fallSilent() {
        silent = true;
    }

    synchronized void open() {
        silent = false;
        notifyAll();
    }

    private synchronized void pass() throws InterruptedException {
        while (silent) {
            wait();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket behind = new Socket(InetAddress.getByName("127.0.0.1"), server);
                start(() -> carry(client, behind));
                start(() -> carry(behind, client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                pass();
                out.write(bytes, 0, read);
            }
        } catch (IOException | InterruptedException ended) {
            // one of them left
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        open();
        try {
            door.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
