package bench;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The requests of open dashboard pages, as often as a page makes them, without drawing anything: a number of normal pages, and a number
 * that start to listen and never read. They wait for a pipeline on their port, and for the next one when it is gone.
 */
final class Pages implements AutoCloseable {
    private static final List<String> AT_THE_BEGINNING =
            List.of("/", "/api/market", "/api/history", "/api/reports", "/api/reports/latest-close", "/api/replay");
    /** What a document, and a module, asks for in its turn. */
    private static final Pattern PARTS = Pattern.compile("(?:<link[^>]* href=\"|<script[^>]* src=\"|from '\\./)/?([\\w.-]+\\.(?:css|js|svg))");
    /** The time of the last candle. */
    private static final Pattern LAST = Pattern.compile(".*\\[\"([^\"]+)\"", Pattern.DOTALL);
    private static final long CANDLES_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int PAUSE_MILLIS = 50;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder events = new LongAdder();
    private final int port;
    private volatile boolean closed;

    private Pages(int port) {
        this.port = port;
    }

    static Pages open(int port, int reading, int stalled) {
        Pages pages = new Pages(port);
        for (int i = 0; i < reading; i++) {
            pages.start(pages::read);
        }
        for (int i = 0; i < stalled; i++) {
            pages.start(pages::stall);
        }
        return pages;
    }

    /** How many events all of them were told. */
    long events() {
        return events.sum();
    }

    private interface Look {
        void look() throws IOException, InterruptedException;
    }

    private void start(Look page) {
        Thread thread = new Thread(() -> {
            while (!closed) {
                try {
                    page.look();
                } catch (IOException away) {
                    // until there is a pipeline again
                } catch (InterruptedException over) {
                    return;
                }
                pause();
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void read() throws IOException, InterruptedException {
        HttpRequest listen = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/events".formatted(port))).build();
        InputStream answer = http.send(listen, BodyHandlers.ofInputStream()).body();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
            boolean isLoaded = false;
            long candlesAt = 0;
            String since = "";
            for (String line = in.readLine(); line != null && !closed; line = in.readLine()) {
                if (line.startsWith("event:")) {
                    events.increment();
                }
                if (!isLoaded) {
                    // after the first line, so that even the shortest run tells it something
                    isLoaded = true;
                    load();
                }
                if (line.equals("event: market") && System.nanoTime() - candlesAt > CANDLES_NANOS) {
                    candlesAt = System.nanoTime();
                    since = last(get("/api/market/HSI?timeframe=" + since));
                }
            }
        }
    }

    /** As a browser does that has nothing of it yet: each file, and then those that it names. */
    private void load() throws IOException, InterruptedException {
        Deque<String> wanted = new ArrayDeque<>(AT_THE_BEGINNING);
        Set<String> known = new HashSet<>(wanted);
        while (!wanted.isEmpty()) {
            String path = wanted.remove();
            String text = get(path);
            if (!path.startsWith("/api/")) {
                PARTS.matcher(text).results().map(part -> "/" + part.group(1)).filter(known::add).forEach(wanted::add);
            }
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path))).header("Accept-Encoding", "gzip").build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        boolean compressed = answer.headers().firstValue("Content-Encoding").isPresent();
        try (InputStream body = new ByteArrayInputStream(answer.body()); InputStream plain = compressed ? new GZIPInputStream(body) : body) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** From where a page asks for more candles the next time. */
    private static String last(String candles) {
        Matcher last = LAST.matcher(candles);
        return last.lookingAt() ? "&since=" + URLEncoder.encode(last.group(1), StandardCharsets.UTF_8) : "";
    }

    private void stall() throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(2048);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // a second's rest shows whether the pipeline is gone; nothing is read
            while (!closed && isListening()) {
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException gone) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
