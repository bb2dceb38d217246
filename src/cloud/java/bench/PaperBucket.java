package bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import routes.lang.Checksum;

/**
 * An S3 endpoint of one lake whose objects are told and not kept: it lists them, and has the metadata of each, as a writer would have left
 * them that put every record by itself. So there can be more of them than a disk of files likes.
 *
 * <p>Keys are counted: date by date, in each the partitions, in each of these the objects.
 */
final class PaperBucket implements AutoCloseable {
    private static final int LARGEST_PAGE = 1000;
    private static final LocalDate FIRST_DATE = LocalDate.of(2020, 1, 1);
    private static final String SIZE = "300";
    private static final String PUT = Instant.EPOCH.plus(Duration.ofDays(20_000)).toString();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final String prefix;
    private final String topic;
    private final int partitions;
    private final int dates;
    private final int objectsOfDate;

    /** @param objectsOfDate of one partition */
    private PaperBucket(HttpServer server, String prefix, String topic, int partitions, int dates, int objectsOfDate) {
        this.server = server;
        this.prefix = prefix;
        this.topic = topic;
        this.partitions = partitions;
        this.dates = dates;
        this.objectsOfDate = objectsOfDate;
    }

    static {
        // else each answer waits for the client to acknowledge its first packet
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    static PaperBucket start(String prefix, String topic, int partitions, int dates, int objectsOfDate) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        PaperBucket bucket = new PaperBucket(server, prefix, topic, partitions, dates, objectsOfDate);
        server.setExecutor(bucket.threads);
        server.createContext("/", bucket::answer);
        server.start();
        return bucket;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    long objects() {
        return (long) dates * partitions * objectsOfDate;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            call.getRequestBody().readAllBytes();
            String path = call.getRequestURI().getPath();
            String key = path.substring(path.indexOf('/', 1) + 1);
            if (call.getRequestMethod().equals("HEAD") && key.startsWith(prefix)) {
                describe(call, key);
            } else if (call.getRequestMethod().equals("HEAD")) {
                call.sendResponseHeaders(200, -1);
            } else {
                byte[] page = list(parameters(call.getRequestURI())).getBytes(StandardCharsets.UTF_8);
                call.getResponseHeaders().set("Content-Type", "application/xml");
                call.sendResponseHeaders(200, page.length);
                call.getResponseBody().write(page);
            }
        }
    }

    private void describe(HttpExchange call, String key) throws IOException {
        String offset = String.valueOf(Long.parseLong(key.substring(key.length() - ".json.zst".length() - 20, key.length() - ".json.zst".length())));
        String[] metadata = {"start-offset", offset, "end-offset", offset, "records", "1", "rejected", "0", "absent", "0", "cut", "age",
            "topic-id", "paper", "last-record", "0", "lines", "0", "size", SIZE};
        StringBuilder sealed = new StringBuilder(key.substring(key.lastIndexOf("date=")));
        for (int i = 0; i < metadata.length; i += 2) {
            sealed.append('\n').append(metadata[i]).append('=').append(metadata[i + 1]);
            call.getResponseHeaders().set("x-amz-meta-" + metadata[i], metadata[i + 1]);
        }
        CRC32C seal = new CRC32C();
        seal.update(sealed.toString().getBytes(StandardCharsets.UTF_8));
        call.getResponseHeaders().set("x-amz-meta-seal", Checksum.hex(seal));
        call.getResponseHeaders().set("Content-Length", SIZE);
        call.sendResponseHeaders(200, -1);
    }

    private String list(Map<String, String> asked) {
        String under = asked.get("prefix");
        if (asked.containsKey("delimiter")) {
            StringBuilder folders = new StringBuilder();
            IntStream.range(0, dates).forEach(date -> folders.append("<CommonPrefixes><Prefix>").append(folder(date)).append("</Prefix></CommonPrefixes>"));
            return page(folders, null);
        }
        long first = 0;
        long end = objects();
        if (!under.equals(prefix + "/")) {
            int date = (int) (LocalDate.parse(under.substring(prefix.length() + 6, prefix.length() + 16)).toEpochDay() - FIRST_DATE.toEpochDay());
            String[] words = under.split("-");
            first = ((long) date * partitions + Integer.parseInt(words[words.length - 1])) * objectsOfDate;
            end = first + objectsOfDate;
        }
        long from = Long.parseLong(asked.getOrDefault("continuation-token", String.valueOf(first)));
        long to = Math.min(end, from + Integer.parseInt(asked.getOrDefault("max-keys", String.valueOf(LARGEST_PAGE))));
        StringBuilder contents = new StringBuilder();
        for (long object = from; object < to; object++) {
            contents.append("<Contents><Key>").append(key(object)).append("</Key><LastModified>").append(PUT).append("</LastModified><Size>").append(SIZE)
                    .append("</Size></Contents>");
        }
        return page(contents, to < end ? String.valueOf(to) : null);
    }

    private static String page(CharSequence content, String next) {
        String more = next == null ? "<IsTruncated>false</IsTruncated>" : "<IsTruncated>true</IsTruncated><NextContinuationToken>" + next + "</NextContinuationToken>";
        return "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + more + content + "</ListBucketResult>";
    }

    private String key(long object) {
        long ofDate = object / objectsOfDate;
        long offset = ofDate / partitions * objectsOfDate + object % objectsOfDate;
        return String.format(Locale.ROOT, "%s%s-%d-%020d.json.zst", folder((int) (ofDate / partitions)), topic, ofDate % partitions, offset);
    }

    private String folder(int date) {
        return "%s/date=%s/".formatted(prefix, FIRST_DATE.plusDays(date));
    }

    private static Map<String, String> parameters(URI uri) {
        return new QueryStringDecoder(uri).parameters().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, parameter -> parameter.getValue().get(0)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
