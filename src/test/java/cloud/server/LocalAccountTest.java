package cloud.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;

@Tag("servers")
class LocalAccountTest {
    /** Another address of this machine, on Linux without any set-up. */
    private static final String OTHER = "127.0.0.2";

    @TempDir
    Path directory;

    @Test
    void listensWhereItIsToldAndNowhereElse() throws IOException {
        assumeTrue(has(OTHER), "skipped: this machine has no address " + OTHER);
        try (LocalAccount account = LocalAccount.start(directory, OTHER, 0, 0, PutFaults.none(), AthenaEngine.DUCKDB)) {
            account.prepare("lake", "raw/quotes", "stock_market", "crawler");
            account.s3().putObject(put -> put.bucket("lake").key("a"), RequestBody.fromString("b"));
            try (GlueClient glue = account.glue()) {
                assertThat(glue.getCrawler(get -> get.name("crawler")).crawler().databaseName()).isEqualTo("stock_market");
            }
            for (URI endpoint : new URI[] {account.s3Endpoint(), account.awsEndpoint()}) {
                assertThat(endpoint.getHost()).isEqualTo(OTHER);
                assertThatThrownBy(() -> new Socket("127.0.0.1", endpoint.getPort()).close()).isInstanceOf(ConnectException.class);
            }
        }
    }

    private static boolean has(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.isBound();
        } catch (BindException none) {
            return false;
        }
    }
}
