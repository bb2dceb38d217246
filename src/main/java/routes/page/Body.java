package routes.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The content of an answer.
 *
 * @param gzip the same compressed, null when that is not worth while
 */
record Body(Buffer plain, Buffer gzip) {
    private static final int SMALL = 1400;

    /** Of what is sent many times. */
    static Body often(byte[] content) {
        return of(content, SMALL, Deflater.BEST_COMPRESSION);
    }

    /** Of what is sent once: compressed quickly, and only when it is large. */
    static Body once(byte[] content, RoutingContext call) {
        return accepts(call.request()) ? shared(content) : new Body(Buffer.buffer(content), null);
    }

    /** Of what is sent to some, who may take it compressed or not. */
    static Body shared(byte[] content) {
        return of(content, 4 * SMALL, Deflater.BEST_SPEED);
    }

    private static Body of(byte[] content, int least, int level) {
        byte[] gzip = content.length < least ? content : compress(content, level);
        return new Body(Buffer.buffer(content), gzip.length < content.length ? Buffer.buffer(gzip) : null);
    }

    private static byte[] compress(byte[] content, int level) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 3);
        try (OutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(level);
            }
        }) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static boolean accepts(HttpServerRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null
                && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(",")).map(String::trim).anyMatch(coding -> coding.matches("(gzip|\\*)(?! *; *q=0(\\.0*)?$).*"));
    }

    boolean isCompressedFor(HttpServerRequest request) {
        return gzip != null && accepts(request);
    }

    /** Compressed for those who take it; without content where only the head was asked for. */
    void send(RoutingContext call) {
        HttpServerResponse response = call.response();
        response.headers().add("Vary", "Accept-Encoding");
        boolean compressed = isCompressedFor(call.request());
        Buffer content = compressed ? gzip : plain;
        if (compressed) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.putHeader("Content-Length", String.valueOf(content.length()));
        if (call.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(content);
        }
    }
}
