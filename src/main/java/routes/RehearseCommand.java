package routes;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import routes.lang.StartException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Has the JVM load what a start of the service needs, so that it can keep it in an archive. */
@Command(
        name = "rehearse",
        description = "Starts and stops the routes without Kafka, S3 and Athena. A JVM can keep what it loads for that in an archive, and starts sooner with it.",
        exitCodeList = {"0:it was started and stopped", "1:it did not start (a sentence says why)", "2:the command line is wrong"},
        footer = "  java -XX:ArchiveClassesAtExit=app.jsa -jar stock-market-pipeline.jar rehearse")
final class RehearseCommand implements Callable<Integer> {
    private static final Map<String, String> ALONE = Map.of(
            "camel.main.auto-startup", "false", "source", "csv", "csv.file", "", "alert.webhook", "",
            "camel.component.kafka.brokers", "127.0.0.1:9", "http.port", "0", "http.management-port", "0");

    @Override
    public Integer call() throws IOException {
        Application.printResultsOnly();
        HttpServer server = patientServer();
        Map.of("aws.endpointUrlS3", "http://127.0.0.1:" + server.getAddress().getPort(), "aws.region", "us-east-1", "aws.accessKeyId", "none", "aws.secretAccessKey", "none")
                .forEach(System::setProperty);
        try (Pipeline pipeline = Pipeline.start(ALONE)) {
            useClients(pipeline);
            return 0;
        } catch (StartException sentence) {
            System.err.println(sentence.getMessage());
            return 1;
        } finally {
            server.stop(0);
        }
    }

    /** Content with whatever it is asked, for the routes ask whether their bucket is there. */
    private static HttpServer patientServer() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            call.getRequestBody().readAllBytes();
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        server.start();
        return server;
    }

    private static void useClients(Pipeline pipeline) {
        try (Consumer<byte[], byte[]> consumer = pipeline.kafka().consumer(Map.of("group.id", "none")); Producer<byte[], byte[]> producer = pipeline.kafka().producer()) {
            consumer.subscribe(List.of("none"));
            consumer.poll(Duration.ofMillis(100));
            producer.flush();
        }
        pipeline.bean("s3", S3Client.class).putObject(object -> object.bucket("none").key("none").ifNoneMatch("*"), RequestBody.fromString("none"));
    }
}
