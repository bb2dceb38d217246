package routes.page;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The files of the page, which are those of the class path's folder web. Vert.x's own handler would look into a folder of that name in the
 * directory where the service was started first.
 */
final class PageFiles implements Handler<RoutingContext> {
    private static final Pattern NAME = Pattern.compile("[a-z]+(?:[.-][a-z]+)*\\.(html|css|js|svg|yaml)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8", "css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml",
            "yaml", "application/yaml; charset=utf-8");

    private final Map<String, File> files = new ConcurrentHashMap<>();

    private record File(Body body, String tag) {
        static File read(String name) {
            try (InputStream in = PageFiles.class.getResourceAsStream("/web/" + name)) {
                if (in == null) {
                    throw new RequestRefusedException(404, "there is no " + name);
                }
                byte[] content = in.readAllBytes();
                CRC32 sum = new CRC32();
                sum.update(content);
                return new File(Body.often(content), "%d-%x".formatted(content.length, sum.getValue()));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        /** Each form of it has its own. */
        String tagFor(HttpServerRequest request) {
            return "\"%s%s\"".formatted(tag, body.isCompressedFor(request) ? "-gzip" : "");
        }
    }

    @Override
    public void handle(RoutingContext call) {
        String path = call.normalizedPath();
        String name = path.equals("/") ? "index.html" : path.substring(1);
        if (!NAME.matcher(name).matches()) {
            throw new RequestRefusedException(404, "there is nothing at " + path);
        }
        send(call, name);
    }

    void send(RoutingContext call, String name) {
        send(call, name, TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    void send(RoutingContext call, String name, String type) {
        File file = files.computeIfAbsent(name, File::read);
        String tag = file.tagFor(call.request());
        HttpServerResponse response = call.response()
                .putHeader("Content-Type", type)
                .putHeader("ETag", tag)
                // asked each time whether it is still the same, so that a new version is never mixed with an old one
                .putHeader("Cache-Control", "no-cache")
                // ECharts sets styles of elements
                .putHeader("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        if (tag.equals(call.request().getHeader("If-None-Match"))) {
            response.putHeader("Vary", "Accept-Encoding").setStatusCode(304).end();
        } else {
            file.body().send(call);
        }
    }
}
