package routes.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Lab;

/** Pages that are told what is new, by a real server with small buffers. */
@Tag("servers")
class EventStreamsTest {
    @TempDir
    Path directory;

    @Test
    void pagesThatDoNotReadHoldUpNobodyAndAreLeftAloneAfterAWhile() throws Exception {
        try (Lab lab = lab()) {
            lab.start();
            EventStreams streams = new EventStreams(
                    lab.pipeline().bean("statusBoard", StatusBoard.class), lab.pipeline().bean("market", Market.class), Duration.ofSeconds(3));
            Vertx vertx = Vertx.vertx();
            Router router = Router.router(vertx);
            router.get("/api/events").handler(streams::open);
            HttpServer server = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(4096))
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            try (Socket one = stalled(server.actualPort()); Socket another = stalled(server.actualPort())) {
                streams.start();
                List<AtomicInteger> pages = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    pages.add(reading(server.actualPort()));
                }
                Lab.until(() -> streams.pages() == 12);
                Lab.until(() -> streams.pages() == 10);
                List<Integer> before = pages.stream().map(AtomicInteger::get).toList();
                assertThat(before).allMatch(events -> events > 3);
                Lab.until(() -> pages.stream().allMatch(events -> events.get() > before.get(0) + 5));

                assertThat(List.of(rest(one), rest(another))).as("bytes that were on the way to them").allMatch(bytes -> bytes > 0 && bytes < 100_000);
                try (Socket again = stalled(server.actualPort())) {
                    Lab.until(() -> streams.pages() == 11);
                    assertThat(again.getInputStream().readNBytes(1000)).as("it may come again").hasSize(1000);
                }
            } finally {
                streams.close();
                vertx.close().toCompletionStage().toCompletableFuture().get();
            }
        }
    }

    /** A market of many indices, so that there is much to tell. */
    private Lab lab() throws IOException {
        StringBuilder rows = new StringBuilder("Index,Date,Open,High,Low,Close,Volume\n");
        for (LocalDate day = LocalDate.of(2020, 1, 1); day.getYear() == 2020; day = day.plusDays(1)) {
            for (int index = 0; index < 60; index++) {
                rows.append("I%d,%s,10.25,12.5,9.75,%d.5,100\n".formatted(index, day, 10 + (index + day.getDayOfMonth()) % 2));
            }
        }
        Path file = directory.resolve("quotes.csv");
        Files.writeString(file, rows);
        return Lab.with("csv.file", file.toString(), "csv.rate", "1000");
    }

    private static Socket stalled(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2048);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** @return how many events came */
    private static AtomicInteger reading(int port) {
        AtomicInteger events = new AtomicInteger();
        Thread page = new Thread(() -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/events".formatted(port))).build();
            try (InputStream body = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
                    BufferedReader in = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("event: ")) {
                        events.incrementAndGet();
                    }
                }
            } catch (IOException | InterruptedException over) {
                // the server is gone
            }
        });
        page.setDaemon(true);
        page.start();
        return events;
    }

    private static long rest(Socket socket) {
        long bytes = 0;
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(new byte[1000]); read > 0; read = in.read(new byte[1000])) {
                bytes += read;
            }
        } catch (IOException reset) {
            // that too is an end
        }
        return bytes;
    }
}
