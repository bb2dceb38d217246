package routes.page;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which no request comes to its end for a while, whether nothing comes or one byte after the other; else anybody could
 * hold as many connections as the process may have. While a request is answered, time does not count: /api/events is open for days.
 */
public final class RequestDeadline extends ChannelDuplexHandler {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration patience;
    private int unanswered;
    private boolean isComing;
    private Future<?> end;

    private RequestDeadline(Duration patience) {
        this.patience = patience;
    }

    /** Vert.x as Camel's server is to use it: neither its configuration nor its options have such a limit. */
    public static Vertx vertx() {
        return vertx(PATIENCE);
    }

    static Vertx vertx(Duration patience) {
        Vertx vertx = Vertx.vertx();
        return (Vertx) Proxy.newProxyInstance(Vertx.class.getClassLoader(), new Class<?>[] {VertxInternal.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("createHttpServer") && arguments != null && arguments[0] instanceof HttpServerOptions options) {
                return server(vertx, options, patience);
            }
            try {
                return method.invoke(vertx, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
    }

    /** HTTP/1.1 alone: with HTTP/2 without encryption, connections are nobody's until their first bytes have come. */
    private static HttpServer server(Vertx vertx, HttpServerOptions options, Duration patience) {
        return vertx.createHttpServer(options.setHttp2ClearTextEnabled(false)).connectionHandler(connection -> watch(connection, patience));
    }

    private static void watch(HttpConnection connection, Duration patience) {
        if (connection instanceof ConnectionBase open) {
            ChannelHandlerContext context = open.channelHandlerContext();
            context.pipeline().addBefore(context.name(), "request-deadline", new RequestDeadline(patience));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        await(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            unanswered++;
            isComing = true;
        }
        if (message instanceof LastHttpContent) {
            isComing = false;
            cancel();
        }
        await(context);
        super.channelRead(context, message);
    }

    /** An answer may be complete before the request is. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        boolean isOnlyAPromise = message instanceof HttpResponse response && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !isOnlyAPromise) {
            unanswered = Math.max(0, unanswered - 1);
            await(context);
        }
        super.write(context, message, promise);
    }

    /** As long as a request is coming, or might come. */
    private void await(ChannelHandlerContext context) {
        if (!isComing && unanswered > 0) {
            cancel();
        } else if (end == null) {
            end = context.executor().schedule(() -> context.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void cancel() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }
}
