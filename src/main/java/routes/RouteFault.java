package routes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * What a route file names that there is not, and where. Camel tells the line of what it cannot read; for a name that leads nowhere the
 * files are searched.
 *
 * @param name as it stands in the file
 */
record RouteFault(String name, String sentence) {
    private static final Pattern PLACEHOLDER = Pattern.compile("Property with key \\[([^]]+)] not found");
    private static final Pattern UNKNOWN_PARAMETER = Pattern.compile("Unknown parameters=\\[\\{([^=}]+)=");

    static Optional<RouteFault> of(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            Optional<RouteFault> fault = ofOne(cause);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<RouteFault> ofOne(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        Matcher placeholder = PLACEHOLDER.matcher(message);
        if (placeholder.find()) {
            return fault(placeholder.group(1), "no setting is called %s");
        }
        if (cause instanceof NoSuchBeanException missing && missing.getName() != null) {
            return fault(missing.getName(), "no bean is called %s");
        }
        if (cause instanceof PropertyBindingException wrong && wrong.getTarget() != null && !hasProperty(wrong.getTarget(), wrong.getPropertyName())) {
            return Optional.of(new RouteFault(
                    wrong.getPropertyName(), "bean %s has no property %s".formatted(wrong.getTarget().getClass().getName(), wrong.getPropertyName())));
        }
        if (cause instanceof ClassNotFoundException) {
            return fault(message, "there is no class %s");
        }
        if (cause instanceof NoSuchEndpointException missing) {
            return fault(missing.getUri().split(":", 2)[0], "there is no component %s");
        }
        if (cause instanceof ResolveEndpointFailedException) {
            Matcher parameter = UNKNOWN_PARAMETER.matcher(message);
            return parameter.find() ? fault(parameter.group(1), "the endpoint has no parameter %s") : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean hasProperty(Object bean, String name) {
        return Arrays.stream(bean.getClass().getMethods()).anyMatch(method -> method.getName().equalsIgnoreCase("set" + name));
    }

    private static Optional<RouteFault> fault(String name, String sentence) {
        return Optional.of(new RouteFault(name, sentence.formatted(name)));
    }

    /** @param files Camel's list of route files */
    String in(CamelContext camel, String files) {
        for (String file : files.split(",")) {
            int line = line(PluginHelper.getResourceLoader(camel).resolveResource(file.trim()));
            if (line > 0) {
                return "%s in %s, line %d".formatted(sentence, file.trim(), line);
            }
        }
        return sentence;
    }

    private int line(Resource file) {
        if (file == null || !file.exists()) {
            return 0;
        }
        Pattern word = Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (word.matcher(line.split("(^|\\s)#", 2)[0]).find()) {
                    return number;
                }
                number++;
            }
            return 0;
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
