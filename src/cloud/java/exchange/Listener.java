package exchange;

import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who listens, over one connection. */
final class Listener {
    private static final short GOING_AWAY = 1001;

    private final HttpServerRequest request;
    private final Keys keys;
    private final Set<String> symbols = new LinkedHashSet<>();
    private ServerWebSocket socket;
    private boolean silent;

    /** What one must know to be let in. */
    record Keys(String key, String secret) {}

    Listener(HttpServerRequest request, Keys keys) {
        this.request = request;
        this.keys = keys;
    }

    void connected(ServerWebSocket opened) {
        socket = opened;
    }

    String parameter(String name) {
        return request.getParam(name, "");
    }

    boolean knows(String key) {
        return keys.key().equals(key);
    }

    boolean knows(String key, String secret) {
        return knows(key) && keys.secret().equals(secret);
    }

    void subscribe(List<String> wanted) {
        symbols.addAll(wanted);
    }

    Set<String> symbols() {
        return symbols;
    }

    boolean isListening() {
        return !symbols.isEmpty() && !silent && !socket.isClosed();
    }

    void say(String message) {
        if (!silent && !socket.isClosed()) {
            socket.writeTextMessage(message);
        }
    }

    void sayInParts(String message) {
        int middle = message.length() / 2;
        socket.writeFrame(WebSocketFrame.textFrame(message.substring(0, middle), false));
        socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(message.substring(middle)), true));
    }

    void sayHalf(String message) {
        silent = true;
        socket.writeFrame(WebSocketFrame.textFrame(message.substring(0, message.length() / 2), false)).onComplete(written -> cut());
    }

    void farewell() {
        silent = true;
        socket.close(GOING_AWAY, "going away");
    }

    /** Without the farewell that the server would say: as when a cable is pulled. */
    void cut() {
        silent = true;
        Channel channel = ((ConnectionBase) request.connection()).channel();
        channel.eventLoop().execute(() -> channel.unsafe().closeForcibly());
    }

    /** Answers no ping either. */
    void fallSilent() {
        silent = true;
        socket.pause();
    }
}
