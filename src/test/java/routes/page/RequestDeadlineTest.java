package routes.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that do not come to their end, by a real server. */
@Tag("servers")
class RequestDeadlineTest {
    private static final int PATIENCE = 400;

    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        vertx = RequestDeadline.vertx(Duration.ofMillis(PATIENCE));
        Router router = Router.router(vertx);
        router.get("/once").handler(call -> call.response().end("here"));
        router.get("/long").handler(call -> {
            AtomicInteger told = new AtomicInteger();
            call.response().setChunked(true).write("0");
            vertx.setPeriodic(PATIENCE / 2, timer -> {
                call.response().write(String.valueOf(told.incrementAndGet()));
                if (told.get() == 8) {
                    vertx.cancelTimer(timer);
                    call.response().end("end");
                }
            });
        });
        server = vertx.createHttpServer(new HttpServerOptions()).requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void closesAConnectionThatAsksForNothing() throws IOException {
        assertThat(answer("")).isEmpty();
    }

    @Test
    void closesAConnectionWhoseRequestStops() throws IOException {
        assertThat(answer("GET /once HTTP/1.1\r\nHost: loc")).isEmpty();
        assertThat(answer("POST /once HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf")).doesNotContain("here");
    }

    @Test
    void closesAConnectionWhoseRequestDrips() throws Exception {
        try (Socket socket = socket()) {
            vertx.setPeriodic(PATIENCE / 8, timer -> {
                try {
                    socket.getOutputStream().write('x');
                } catch (IOException closed) {
                    vertx.cancelTimer(timer);
                }
            });
            assertThat(rest(socket)).isEmpty();
        }
    }

    @Test
    void answersBeforeItClosesAConnectionThatIsNoLongerUsed() throws IOException {
        assertThat(answer("GET /once HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains("200 OK").endsWith("here");
        assertThat(answer("GET /once HTTP/1.1\r\nHost: localhost\r\n\r\nGET /once HTTP/1.1\r\nHost: localhost\r\n\r\n").split("here", -1)).hasSize(3);
    }

    @Test
    void neverEndsAnAnswerThatTakesLonger() throws IOException {
        assertThat(answer("GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains("end");
    }

    /** All that comes until the server closes the connection. */
    private String answer(String request) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return rest(socket);
        }
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
