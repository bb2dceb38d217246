package routes.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import routes.lake.LakeLocation;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A Glue whose crawler runs for as many looks as the test wants, which the local one, done at once, does not. */
class LongCrawlTest {
    private static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

    private final Queue<String> states = new ConcurrentLinkedQueue<>(List.of("READY", "RUNNING", "RUNNING", "STOPPING"));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Crawler.class);
    private HttpServer server;
    private LakePartitions partitions;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            String action = call.getRequestHeaders().getFirst("X-Amz-Target");
            // S3 has no note, and takes each
            String text = action == null ? "<Error><Code>NoSuchKey</Code></Error>" : action.endsWith(".GetCrawler") ? crawler() : "{}";
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(call.getRequestMethod().equals("GET") ? 404 : 200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        server.start();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        partitions.close();
        server.stop(0);
    }

    @Test
    void saysNowAndThenThatItStillRuns() {
        Crawl crawl = crawl(Duration.ZERO);
        assertThat(crawl.failure()).isNull();
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(4)
                .startsWith("crawl-and-report: crawler market runs, since none before it succeeded; on AWS that takes minutes")
                .element(3).asString().matches("crawl-and-report: crawler market still runs, for \\d+ s");
    }

    @Test
    void saysItNoMoreOftenThanThat() {
        crawl(Duration.ofMinutes(1));
        assertThat(log.list).hasSize(1);
    }

    private Crawl crawl(Duration silence) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        GlueClient glue = GlueClient.builder().endpointOverride(uri).region(Region.US_EAST_1).credentialsProvider(CREDENTIALS).build();
        S3Client s3 = S3Client.builder().endpointOverride(uri).region(Region.US_EAST_1).credentialsProvider(CREDENTIALS).forcePathStyle(true).build();
        partitions = new LakePartitions(new LakeLocation("lake", "raw"), glue, s3);
        Crawler crawler = new Crawler(glue, partitions);
        crawler.setName("market");
        crawler.setSilence(silence);
        return crawler.crawl();
    }

    private String crawler() {
        String state = states.poll();
        return "{\"Crawler\":{\"Name\":\"market\",\"State\":\"%s\"%s}}"
                .formatted(state == null ? "READY" : state, state == null ? ",\"LastCrawl\":{\"Status\":\"SUCCEEDED\"}" : "");
    }
}
