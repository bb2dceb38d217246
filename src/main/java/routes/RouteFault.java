package routes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * A name in a route file that does not exist, and where it is. Camel reports the line of what it cannot parse; for an unknown name, the
 * files are searched.
 *
 * @param name as it stands in the file
 * @param component whose parameter it would be, null where it is none
 */
record RouteFault(String name, String sentence, String component) {
    private static final Pattern PLACEHOLDER = Pattern.compile("Property with key \\[([^]]+)] not found");
    private static final Pattern UNKNOWN_PARAMETER = Pattern.compile("(?s).*Failed to resolve endpoint: ([\\w+.-]+):.*Unknown parameters=\\[\\{([^=}]+)=");
    private static final Pattern WRONG_ARGUMENTS =
            Pattern.compile("Cannot create (?:instance of class|bean instance using factory method): (\\S+)|(\\S+)\\.<init>\\(\\)");
    private static final int MOST_EDITS = 3;

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
            return fault(wrong.getPropertyName(), "bean " + wrong.getTarget().getClass().getName() + " has no property %s");
        }
        // such as those of a copy of beans.yaml that an earlier version was given
        Matcher arguments = WRONG_ARGUMENTS.matcher(message);
        if (arguments.matches()) {
            return fault(arguments.group(1) == null ? arguments.group(2) : arguments.group(1), "%s takes other arguments than it is given");
        }
        if (cause instanceof ClassNotFoundException) {
            return fault(message, "there is no class %s");
        }
        if (cause instanceof NoSuchEndpointException missing) {
            return fault(missing.getUri().split(":", 2)[0], "there is no component %s");
        }
        if (cause instanceof ResolveEndpointFailedException) {
            Matcher parameter = UNKNOWN_PARAMETER.matcher(message);
            return parameter.find()
                    ? Optional.of(new RouteFault(parameter.group(2), "%s has no parameter %s".formatted(parameter.group(1), parameter.group(2)), parameter.group(1)))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean hasProperty(Object bean, String name) {
        return Arrays.stream(bean.getClass().getMethods()).anyMatch(method -> method.getName().equalsIgnoreCase("set" + name));
    }

    private static Optional<RouteFault> fault(String name, String sentence) {
        return Optional.of(new RouteFault(name, sentence.formatted(name), null));
    }

    /** @param files Camel's list of route files */
    String in(CamelContext camel, String files) {
        return place(camel, files) + nearest(camel).map("; did you mean %s?"::formatted).orElse("");
    }

    private String place(CamelContext camel, String files) {
        for (String file : files.split(",")) {
            int line = line(PluginHelper.getResourceLoader(camel).resolveResource(file.trim()));
            if (line > 0) {
                return "%s in %s, line %d".formatted(sentence, file.trim(), line);
            }
        }
        return sentence;
    }

    /** The most similar parameter. */
    private Optional<String> nearest(CamelContext camel) {
        EndpointUriFactory parameters = component == null ? null : camel.getCamelContextExtension().getEndpointUriFactory(component);
        return (parameters == null ? Set.<String>of() : parameters.propertyNames()).stream()
                .min(Comparator.comparingInt(this::edits))
                .filter(parameter -> edits(parameter) <= MOST_EDITS);
    }

    /** The edit distance: letters to insert, delete or change to turn one name into the other. */
    private int edits(String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 0; i < name.length(); i++) {
            int corner = row[0]++;
            for (int j = 0; j < other.length(); j++) {
                int changed = corner + (name.charAt(i) == other.charAt(j) ? 0 : 1);
                corner = row[j + 1];
                row[j + 1] = Math.min(changed, 1 + Math.min(row[j], row[j + 1]));
            }
        }
        return row[other.length()];
    }

    private int line(Resource file) {
        if (file == null || !file.exists()) {
            return 0;
        }
        Pattern word = Pattern.compile("(?<![\\w.-])(kafka\\.)?" + Pattern.quote(name) + "(?![\\w-])");
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
