package cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** Settings of the local cloud and of the pipeline it serves: environment, then -D, then local.properties, then the defaults. */
final class Settings {
    private static final Properties FILES = new Properties();

    static {
        load("/application.properties");
        load("/local.properties");
        if (isLive()) {
            load("/live.properties");
        }
    }

    private Settings() {}

    static String get(String key) {
        String environment = System.getenv(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
        return environment != null ? environment : System.getProperty(key, FILES.getProperty(key));
    }

    /** Whether trades are heard, which have a topic and a folder of their own. */
    static boolean isLive() {
        return get("source").trim().equals("websocket");
    }

    static int port(String key) {
        String text = get(key);
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("%s is '%s'; it must be a port number, 0 for any free one".formatted(key, text));
        }
    }

    private static void load(String file) {
        try (InputStream in = Settings.class.getResourceAsStream(file)) {
            FILES.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }
}
