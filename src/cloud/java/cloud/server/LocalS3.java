package cloud.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real S3 server over plain files: an object is {@code <directory>/<bucket>/<key>}. State survives {@code kill -9}. */
public final class LocalS3 implements AutoCloseable {
    /** What clients sign with. */
    public static final String ACCESS_KEY = "local";

    public static final String SECRET_KEY = "local-secret";
    public static final String REGION = "us-east-1";

    /** An upload that a kill cut short: S3Proxy writes beside the object and renames, and would list the rest for ever. */
    private static final Pattern UNFINISHED =
            Pattern.compile("(.*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})|(\\.mpus-.*)|(\\.s3proxy-mpu-stub-.*)");

    private static final Pattern BEING_WRITTEN = Pattern.compile(".*\\.\\w+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final S3Proxy server;
    private final InetAddress address;
    private final Path directory;
    private final Calls calls;

    private LocalS3(S3Proxy server, InetAddress address, Path directory, Calls calls) {
        this.calls = calls;
        this.server = server;
        this.address = address;
        this.directory = directory;
    }

    /**
     * @param directory of the buckets
     * @param port 0 for any free one
     * @throws PortInUseException when something else listens there
     */
    public static LocalS3 start(Path directory, int port) throws IOException {
        return start(directory, port, PutFaults.none());
    }

    /** The same, with faults at the wanted moments. */
    public static LocalS3 start(Path directory, int port, PutFaults faults) throws IOException {
        return start(directory, Ports.LOOPBACK, port, faults);
    }

    /** The same, on a host address other than 127.0.0.1. */
    static LocalS3 start(Path directory, String host, int port, PutFaults faults) throws IOException {
        // with a relative root every LIST is silently empty
        Path root = Files.createDirectories(directory.toAbsolutePath());
        int free = Ports.freeOr(host, port, "S3", "local.s3-port");
        removeUnfinished(root);
        Calls calls = new Calls();
        S3Proxy server = S3Proxy.builder()
                .blobStore(calls.of(faults.around(new FileKeys(finishedIn(new FilesystemNio2BlobStore(root.toString())), root))))
                .endpoint(URI.create("http://%s:%d".formatted(host, free)))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .build();
        try {
            server.start();
        } catch (Exception failed) {
            throw new IOException("the S3 server did not start: " + failed.getMessage(), failed);
        }
        return new LocalS3(server, InetAddress.getByName(host), root, calls);
    }

    /** S3 lists an object when all of it is there; S3Proxy lists also what it is writing. */
    private static BlobStore finishedIn(BlobStore store) {
        return new ForwardingBlobStore(store) {
            @Override
            public ListObjectsV2Response list(ListObjectsV2Request request) {
                ListObjectsV2Response all = super.list(request);
                List<S3Object> finished = all.contents().stream()
                        .filter(object -> !BEING_WRITTEN.matcher(object.key()).matches())
                        .toList();
                return all.toBuilder().contents(finished).build();
            }
        };
    }

    /** For clients on this machine. */
    public URI endpoint() {
        return URI.create("http://%s:%d".formatted(Ports.reached(address), server.getPort()));
    }

    Calls calls() {
        return calls;
    }

    /** The folder whose sub-folders are the buckets. */
    public Path buckets() {
        return directory;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("the S3 server did not stop cleanly", failed);
        }
    }

    private static void removeUnfinished(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (UNFINISHED.matcher(file.getFileName().toString()).matches()) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
