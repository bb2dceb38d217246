package cloud.sql;

import static cloud.sql.EngineFunctions.invalid;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Objects;

/** Trino's functions of URLs: null of what is no URL, and '' for a part that it lacks. */
final class Urls {
    private Urls() {}

    /** @param part scheme, host, path, query or fragment */
    static String part(String url, String part) {
        URI uri = parse(url);
        return uri == null ? null : Objects.requireNonNullElse(switch (part) {
            case "protocol" -> uri.getScheme();
            case "host" -> uri.getHost();
            case "path" -> uri.getPath();
            case "query" -> uri.getQuery();
            default -> uri.getFragment();
        }, "");
    }

    static Long port(String url) {
        URI uri = parse(url);
        return uri == null || uri.getPort() < 0 ? null : (long) uri.getPort();
    }

    static String parameter(String url, String name) {
        URI uri = parse(url);
        if (uri == null || uri.getRawQuery() == null) {
            return null;
        }
        for (String parameter : uri.getRawQuery().split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            if (parts[0].equals(name)) {
                return parts.length == 2 ? decode(parts[1]) : "";
            }
        }
        return null;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
