package routes.page;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Who may request what. A page of another site can send requests to this machine from the browser of anyone who opens it, and make its own
 * name an address of this machine to read the answers; both are refused. Where other machines can ask, a change needs the token.
 *
 * @param local when this machine alone can ask
 */
record RequestGuard(boolean local, String token) implements Handler<RoutingContext> {
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** @param host that the server is bound to */
    static RequestGuard of(String host, String token) {
        try {
            return new RequestGuard(InetAddress.getByName(host).isLoopbackAddress(), token.trim());
        } catch (UnknownHostException elsewhere) {
            return new RequestGuard(false, token.trim());
        }
    }

    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (local && !isLocal(request.authority())) {
            throw new RequestRefusedException(403, "this server answers its own machine only: call it as localhost, or set http.host");
        }
        if (!READING.contains(request.method())) {
            requireSameSite(request);
            if (!local) {
                requireToken(request);
            }
        }
        call.next();
    }

    private static boolean isLocal(HostAndPort authority) {
        return authority != null && LOCAL_NAMES.contains(authority.host());
    }

    private static void requireSameSite(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        boolean elsewhere = site != null && !site.equals("same-origin") && !site.equals("none");
        if (elsewhere || origin != null && !origin.replaceFirst("^https?://", "").equals(String.valueOf(request.authority()))) {
            throw new RequestRefusedException(403, "a page of another site cannot change anything here");
        }
    }

    private void requireToken(HttpServerRequest request) {
        if (token.isEmpty()) {
            throw new RequestRefusedException(403, "other machines can reach this server, so it makes no changes without a token: set http.token, or http.host=127.0.0.1");
        }
        String given = request.getHeader("Authorization");
        byte[] wanted = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted)) {
            throw new RequestRefusedException(401, "a change needs the server's http.token in the header Authorization: Bearer …");
        }
    }
}
