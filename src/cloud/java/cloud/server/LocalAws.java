package cloud.server;

import cloud.athena.AthenaApi;
import cloud.athena.QueryExecutions;
import cloud.catalog.Catalog;
import cloud.crawl.Crawlers;
import cloud.glue.GlueApi;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.DaemonThreads;
import cloud.wire.Tags;
import cloud.workgroup.SavedQueries;
import cloud.workgroup.WorkGroups;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** One HTTP endpoint speaking AWS JSON 1.1 for Glue and Athena, on 127.0.0.1 unless told otherwise. */
public final class LocalAws implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAws.class);

    /** STS speaks forms and XML. It is asked by clients that want to know the account. */
    private static final String IDENTITY = """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>\
            <Arn>arn:aws:iam::%1$s:user/local</Arn><UserId>local</UserId><Account>%1$s</Account></GetCallerIdentityResult>\
            <ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></GetCallerIdentityResponse>""".formatted(Catalog.ACCOUNT);

    private final HttpServer server;
    private final ExecutorService requests = Executors.newFixedThreadPool(8, DaemonThreads.named("aws"));
    private final Crawlers crawlers;
    private final QueryExecutions executions;
    private final GlueApi glue;
    private final AthenaApi athena;

    private final Calls calls = new Calls();
    private final AtomicInteger toThrottle = new AtomicInteger();

    private LocalAws(HttpServer server, Path directory, S3Client s3, Path buckets, InstantSource clock, AthenaEngine engine) throws IOException {
        this.server = server;
        Catalog catalog = Catalog.open(directory.resolve("catalog.json"));
        crawlers = Crawlers.open(directory.resolve("crawlers"), catalog, s3, clock);
        Path state = Files.createDirectories(directory.resolve("athena"));
        WorkGroups groups = WorkGroups.open(state.resolve("work-groups.json"));
        SavedQueries saved = SavedQueries.open(state, groups);
        executions = QueryExecutions.open(state, catalog, s3, engine.open(QueryExecutions.scratch(state), catalog, buckets, s3, endpoint()), groups, saved);
        glue = new GlueApi(catalog, crawlers, Tags.open(directory.resolve("tags.json"), "InvalidInputException"));
        athena = new AthenaApi(catalog, executions, groups, saved, Tags.open(state.resolve("tags.json"), "InvalidRequestException"));
    }

    /**
     * Starts answering.
     *
     * @param directory where catalog and query executions are kept
     * @param port 0 for any free one
     * @param s3 a client of the S3 server: lists the lake, reads samples, writes results
     * @param buckets the folder whose sub-folders are the buckets, with each object a plain file
     * @throws java.net.BindException if the port is in use
     */
    public static LocalAws start(Path directory, int port, S3Client s3, Path buckets) throws IOException {
        return start(directory, port, s3, buckets, InstantSource.system());
    }

    /** The same, with another clock for the schedules of crawlers. */
    public static LocalAws start(Path directory, int port, S3Client s3, Path buckets, InstantSource clock) throws IOException {
        return start(directory, Ports.LOOPBACK, port, s3, buckets, clock, AthenaEngine.DUCKDB);
    }

    public static LocalAws start(Path directory, String host, int port, S3Client s3, Path buckets, InstantSource clock, AthenaEngine engine)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        try {
            Files.createDirectories(directory);
            LocalAws aws = new LocalAws(server, directory.toAbsolutePath(), s3, buckets.toAbsolutePath(), clock, engine);
            server.createContext("/", aws::answer);
            server.setExecutor(aws.requests);
            server.start();
            return aws;
        } catch (IOException | RuntimeException e) {
            server.stop(0);
            throw e;
        }
    }

    /** Refuses as many calls as AWS would when an account calls too often. */
    public void throttle(int calls) {
        toThrottle.set(calls);
    }

    Calls calls() {
        return calls;
    }

    /** Where clients of Glue and Athena send their requests. */
    public URI endpoint() {
        String host = Ports.reached(server.getAddress().getAddress());
        return URI.create("http://%s:%d".formatted(host, server.getAddress().getPort()));
    }

    /** Stops answering; running crawls and queries are cut short. */
    @Override
    public void close() {
        server.stop(0);
        DaemonThreads.stop(requests);
        crawlers.close();
        executions.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                if (target == null && new String(body, StandardCharsets.UTF_8).contains("Action=GetCallerIdentity")) {
                    calls.add("sts:GetCallerIdentity");
                    send(exchange, 200, "text/xml", IDENTITY.getBytes(StandardCharsets.UTF_8));
                    return;
                }
                send(exchange, 200, call(target, body));
            } catch (AwsException e) {
                send(exchange, 400, error(e));
            } catch (JsonProcessingException | ClassCastException e) {
                send(exchange, 400, error("SerializationException", "The request is not a JSON object"));
            } catch (RuntimeException e) {
                LOG.error("{} failed", target, e);
                send(exchange, 500, error("InternalServerException", e.toString()));
            }
        }
    }

    private JsonNode call(String target, byte[] body) throws IOException {
        if (target == null) {
            throw AwsException.unknownOperation("(no X-Amz-Target header)");
        }
        if (toThrottle.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new AwsException("ThrottlingException", "Rate exceeded");
        }
        ObjectNode request = body.length == 0 ? AwsJson.object() : (ObjectNode) AwsJson.MAPPER.readTree(body);
        String action = target.substring(target.indexOf('.') + 1);
        if (target.startsWith("AWSGlue.")) {
            calls.add("glue:" + action);
            return glue.call(action, request);
        }
        if (target.startsWith("AmazonAthena.")) {
            calls.add("athena:" + action);
            return athena.call(action, request);
        }
        throw AwsException.unknownOperation(target);
    }

    private static ObjectNode error(AwsException refused) {
        ObjectNode error = error(refused.type(), refused.getMessage());
        return refused.athenaErrorCode().isEmpty() ? error : error.put("AthenaErrorCode", refused.athenaErrorCode());
    }

    private static ObjectNode error(String type, String message) {
        return AwsJson.object().put("__type", type).put("message", message).put("Message", message);
    }

    private static void send(HttpExchange exchange, int status, JsonNode content) throws IOException {
        send(exchange, status, "application/x-amz-json-1.1", AwsJson.MAPPER.writeValueAsBytes(content));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
