package routes;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.dsl.support.SourceLoader;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;

/**
 * Camel's runtime, which reads our files as UTF-8 whatever the machine is set to: by itself it reads routes in the JVM's own character set,
 * which is ASCII on a machine without a locale, and settings in ISO-8859-1.
 */
final class Utf8Main extends Main {
    Utf8Main() {
        bind("routesAsUtf8", (SourceLoader) Utf8Main::text);
    }

    @Override
    protected CamelContext createCamelContext() {
        CamelContext camel = super.createCamelContext();
        camel.getPropertiesComponent().setEncoding(StandardCharsets.UTF_8.name());
        return camel;
    }

    private static String text(Resource file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            if (in == null) {
                throw new FileNotFoundException(file.getLocation());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
