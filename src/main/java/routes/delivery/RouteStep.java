package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;

/**
 * A step of a route, as it stands in a file.
 *
 * @param uri of its endpoint, with the settings in it; empty where it has none
 */
record RouteStep(ProcessorDefinition<?> definition, String uri) {
    /** Schemes of what is done in the process, while the route waits. */
    private static final Set<String> INSIDE = Set.of(
            "bean", "browse", "class", "dataformat", "direct", "freemarker", "jslt", "json-validator", "language", "log", "mock", "mustache", "stub", "validator", "velocity", "xslt");
    private static final String KEY = "CamelAwsS3Key";
    private static final Set<String> CHANGES_BODY = Set.of("convertBodyTo", "marshal", "script", "setBody", "transform", "unmarshal");
    private static final Set<String> QUEUES = Set.of("disruptor", "disruptor-vm", "seda", "vm");

    /** What answers differently when it is asked again, in simple, jq and others. */
    private static final Pattern CHANCE =
            Pattern.compile("\\$\\{(bean:)?(random|date:now|date-with-timezone:now|uuid|counter|exchangeId|messageId|threadId|hostname)|\\bnow\\b|\\brandom\\b");

    /** All steps below one, in their order, but for what is done when something fails. */
    static List<RouteStep> below(ProcessorDefinition<?> definition, UnaryOperator<String> settings) {
        List<RouteStep> all = new ArrayList<>();
        for (ProcessorDefinition<?> one : definition.getOutputs()) {
            if (!(one instanceof OnExceptionDefinition)) {
                all.add(of(one, settings));
                all.addAll(below(one, settings));
            }
        }
        return all;
    }

    private static RouteStep of(ProcessorDefinition<?> definition, UnaryOperator<String> settings) {
        String uri = definition instanceof EndpointRequiredDefinition to ? to.getEndpointUri() : definition instanceof ToDynamicDefinition to ? to.getUri() : null;
        return new RouteStep(definition, plain(uri, settings));
    }

    /** An address with the settings in it, and without the slashes that it may have after its scheme. */
    static String plain(String uri, UnaryOperator<String> settings) {
        return uri == null ? "" : settings.apply(uri).replaceFirst("^([\\w-]+)://", "$1:");
    }

    /** A parameter of an address. */
    static Optional<String> parameter(String uri, String name) {
        Matcher found = Pattern.compile("[?&]" + Pattern.quote(name) + "=([^&]*)").matcher(uri);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    Optional<String> parameter(String name) {
        return parameter(uri, name);
    }

    String scheme() {
        return uri.split(":", 2)[0];
    }

    /** As a sentence names it; without parameters, which may hold secrets. */
    String name() {
        String address = uri.isEmpty() ? definition.getShortName() : uri.split("\\?", 2)[0];
        return definition.getId() == null ? "the step %s".formatted(address) : "the step %s (%s)".formatted(definition.getId(), address);
    }

    boolean isPut() {
        return scheme().equals("aws2-s3") && parameter("operation").filter(operation -> !operation.equals("putObject")).isEmpty();
    }

    /** Whether it names an object otherwise than its writer. */
    boolean renames() {
        return setters().anyMatch(header -> KEY.equals(header.getName()) && !text(header.getExpression()).endsWith(".key}"));
    }

    boolean setsContent() {
        return definition instanceof SetBodyDefinition && mentions(".content}");
    }

    boolean changesBody() {
        return CHANGES_BODY.contains(definition.getShortName()) && !setsContent();
    }

    private Stream<SetHeaderDefinition> setters() {
        return definition instanceof SetHeadersDefinition headers ? headers.getHeaders().stream()
                : definition instanceof SetHeaderDefinition header ? Stream.of(header) : Stream.empty();
    }

    boolean isFilter() {
        return definition instanceof FilterDefinition;
    }

    boolean isTry() {
        return definition instanceof TryDefinition;
    }

    /** Whether it says through which offset the lake holds a partition. */
    boolean setsStored() {
        return definition instanceof SetPropertyDefinition property && KafkaBatchConsumer.STORED_THROUGH.equals(property.getName());
    }

    boolean asksBean() {
        return definition instanceof ExpressionNode node && node.getExpression() instanceof MethodCallExpression;
    }

    boolean isBean(String name) {
        return definition instanceof BeanDefinition bean && name.equals(bean.getRef());
    }

    /** Whether it keeps what it was given, and the route ends without it. */
    boolean gathers() {
        return definition instanceof AggregateDefinition || definition instanceof ResequenceDefinition;
    }

    /** Whether something goes on of which the route does not hear. */
    boolean leavesTheThread() {
        return gathers() || definition instanceof ThreadsDefinition || definition instanceof WireTapDefinition || QUEUES.contains(scheme()) || isParallel();
    }

    private boolean isParallel() {
        return definition instanceof SplitDefinition split && "true".equals(split.getParallelProcessing())
                || definition instanceof MulticastDefinition multicast && "true".equals(multicast.getParallelProcessing())
                || definition instanceof RecipientListDefinition<?> list && "true".equals(list.getParallelProcessing());
    }

    boolean goesOutside() {
        boolean inside = INSIDE.contains(scheme()) || QUEUES.contains(scheme()) || expressions().stream().anyMatch(one -> INSIDE.contains(one.split(":", 2)[0]));
        return definition instanceof EnrichDefinition || definition instanceof PollEnrichDefinition || definition instanceof RecipientListDefinition<?> ? !inside : !uri.isEmpty() && !inside;
    }

    boolean asksChance() {
        return expressions().stream().anyMatch(expression -> CHANCE.matcher(expression).find());
    }

    boolean mentions(String word) {
        return expressions().stream().anyMatch(expression -> expression.contains(word));
    }

    /** But for constants. */
    private List<String> expressions() {
        Stream<? extends ExpressionNode> nodes = definition instanceof SetHeadersDefinition headers ? headers.getHeaders().stream()
                : definition instanceof SetVariablesDefinition variables ? variables.getVariables().stream()
                : definition instanceof ExpressionNode node ? Stream.of(node) : Stream.empty();
        return nodes.map(ExpressionNode::getExpression)
                .filter(expression -> expression != null && !(expression instanceof ConstantExpression))
                .map(RouteStep::text)
                .collect(Collectors.toList());
    }

    private static String text(ExpressionDefinition expression) {
        return expression instanceof MethodCallExpression call ? call.getRef() + "." + call.getMethod() : String.valueOf(expression.getExpression());
    }
}
