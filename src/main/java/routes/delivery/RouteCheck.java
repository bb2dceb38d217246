package routes.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PatternHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.StartException;

/**
 * Warns, when a route starts, of an edit that works and breaks a guarantee, and refuses one that would make a lake that nobody can read. It reads what the steps are, and not what they do, so it knows the
 * edits that people try, and not all: jbang/README.md has the list.
 */
final class RouteCheck extends LifecycleStrategySupport {
    private static final Logger LOG = LoggerFactory.getLogger(RouteCheck.class);
    private static final String AFTER_STORED = "direct:after-stored";
    private static final Set<String> BEFORE_STORED = Set.of("direct:each-row", "direct:each-record");

    private final CamelContext camel;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    RouteCheck(CamelContext camel) {
        this.camel = camel;
    }

    /** Also of routes that are loaded again. */
    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        for (Route route : routes) {
            RouteDefinition definition = model().getRouteDefinition(route.getRouteId());
            if (definition != null) {
                require(definition);
                warnings(definition).stream().map(warning -> route.getRouteId() + ": " + warning).filter(told::add).forEach(LOG::warn);
            }
        }
    }

    /** @throws StartException when it would put objects that nobody finds, or nobody can read */
    void require(RouteDefinition route) {
        if (!isToTheLake(from(route))) {
            return;
        }
        List<RouteStep> steps = steps(route);
        int put = steps.indexOf(steps.stream().filter(RouteStep::isPut).findFirst().orElse(null));
        int content = -1;
        for (int at = 0; at < put; at++) {
            RouteStep step = steps.get(at);
            content = step.setsContent() ? at : content;
            if (step.renames()) {
                throw new StartException(("route %s: %s gives objects another key than their writer: the path of an object is a function of its first record, by which it is "
                        + "found again after a crash. A folder of its own is s3.prefix, and tables partitioned otherwise are transforms (docs/limitations.md)").formatted(route.getId(), step.name()));
            }
            if (content >= 0 && step.changesBody()) {
                throw new StartException(("route %s: %s changes what its writer made and sealed: the lake is JSON lines, which verify, the crawler and the transforms read. "
                        + "Records are changed in a route at direct:each-record, and tables in other formats are transforms (docs/limitations.md)").formatted(route.getId(), step.name()));
            }
        }
    }

    private static boolean isToTheLake(String from) {
        return from.startsWith("kafka-batch:");
    }

    private List<RouteStep> steps(RouteDefinition route) {
        return RouteStep.below(route, camel::resolvePropertyPlaceholders);
    }

    private String from(RouteDefinition route) {
        return RouteStep.plain(route.getInput().getEndpointUri(), camel::resolvePropertyPlaceholders);
    }

    /** What it breaks, in sentences; nothing, where it does not take part in the lake. */
    List<String> warnings(RouteDefinition route) {
        String from = from(route);
        if (isToTheLake(from)) {
            return new ToTheLake(from, steps(route), handlers(route)).warnings();
        }
        if (BEFORE_STORED.contains(from)) {
            return beforeStored(steps(route));
        }
        return from.equals(AFTER_STORED) ? afterStored(steps(route)) : List.of();
    }

    /** A route that decides what is stored of a record, or a row. */
    private static List<String> beforeStored(List<RouteStep> steps) {
        List<String> found = new ArrayList<>();
        for (RouteStep step : steps) {
            if (step.leavesTheThread()) {
                found.add("%s goes on without the record: what comes of it there is not in the lake".formatted(step.name()));
            } else if (step.goesOutside()) {
                found.add(("%s is asked for each record, and again for one that comes again, as after a crash: what it is told may be there twice, and of two "
                        + "answers the lake has one. The lake waits for it: give it a time limit").formatted(step.name()));
            } else if (step.asksChance()) {
                found.add(("%s depends on time or chance: a record that comes again, as after a crash, is not what it was. The lake has it once, but one that is refused "
                        + "once and taken once has a dead letter too").formatted(step.name()));
            }
        }
        return found;
    }

    private static List<String> afterStored(List<RouteStep> steps) {
        return steps.stream()
                .filter(RouteStep::leavesTheThread)
                .map(step -> "%s lets the route end before all is done: what fails there is not told again, whatever after-stored.required says".formatted(step.name()))
                .toList();
    }

    /** What is done where something fails, by the route itself or by the configurations that it names. */
    private List<RouteStep> handlers(RouteDefinition route) {
        Stream<OnExceptionDefinition> own = route.getOutputs().stream().filter(OnExceptionDefinition.class::isInstance).map(OnExceptionDefinition.class::cast);
        Stream<OnExceptionDefinition> named = configurations(route).flatMap(one -> one.getOnExceptions().stream());
        return Stream.concat(own, named).flatMap(handler -> RouteStep.below(handler, camel::resolvePropertyPlaceholders).stream()).distinct().toList();
    }

    private Stream<RouteConfigurationDefinition> configurations(RouteDefinition route) {
        List<String> wanted = route.getRouteConfigurationId() == null ? List.of() : List.of(route.getRouteConfigurationId().split(","));
        return model().getRouteConfigurationDefinitions().stream().filter(one -> wanted.stream().anyMatch(pattern -> PatternHelper.matchPattern(one.getId(), pattern)));
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** A route that reads batches and puts objects. */
    private static final class ToTheLake {
        private final String from;
        private final List<RouteStep> steps;
        private final List<RouteStep> handlers;
        private final int put;
        private final List<String> found = new ArrayList<>();

        ToTheLake(String from, List<RouteStep> steps, List<RouteStep> handlers) {
            this.from = from;
            this.steps = steps;
            this.handlers = handlers;
            this.put = steps.indexOf(steps.stream().filter(RouteStep::isPut).findFirst().orElse(null));
        }

        List<String> warnings() {
            if (handlers.isEmpty()) {
                found.add("it has no error handling (routeConfigurationId: kafka-to-s3): a batch whose object exists already, as when the answer to a put was lost, fails "
                        + "for ever, and its partition stands still");
            }
            if (!RouteStep.parameter(from, "kafka.isolationLevel").orElse("").equals("read_committed")) {
                found.add("kafka.isolationLevel is not read_committed: records of transactions that were aborted get into the lake");
            }
            for (int at = 0; at < steps.size(); at++) {
                String broken = broken(steps.get(at), at);
                if (broken != null) {
                    found.add(steps.get(at).name() + " " + broken);
                }
            }
            handlers.stream().filter(step -> step.setsStored() && !step.asksBean()).forEach(step -> found.add(step.name()
                    + " takes an existing object for the whole batch, but it may end before: what follows is lost. Ask lake.storedThrough"));
            return found;
        }

        /** What a step breaks, null when nothing. */
        private String broken(RouteStep step, int at) {
            if (step.isPut()) {
                return step.parameter("conditionalWritesEnabled").orElse("").equals("true") ? null
                        : "puts without conditionalWritesEnabled: one that arrives late writes over the object of another instance, and records are lost or there twice";
            }
            if (step.setsStored()) {
                return at > put || step.asksBean() ? null : "says that the batch is stored before it is put: where the put then fails, its records are lost";
            }
            if (step.isFilter()) {
                boolean ofTheLake = step.mentions(KafkaBatchConsumer.STORED_THROUGH) || !RouteStep.below(step.definition(), uri -> uri).stream().anyMatch(RouteStep::isPut);
                return ofTheLake ? null : "keeps whole batches from being stored, and those come again, for ever. A route at direct:each-record leaves out single records";
            }
            if (step.isTry()) {
                return RouteStep.below(step.definition(), uri -> uri).stream().noneMatch(RouteStep::isPut) ? null
                        : "goes on where its put fails: a batch that is not stored may count as stored. What to do then is the error handling of a route (routeConfigurationId)";
            }
            if (step.gathers()) {
                return "keeps batches of which the route then says nothing: they come again, or are lost. batch.max-records and its like say how large objects are";
            }
            if (step.leavesTheThread()) {
                return "goes on by itself: what fails there is not done again, and where it stores something, records are lost";
            }
            if (step.scheme().equals("kafka") && at > 0 && steps.get(at - 1).isBean("deadLetters")) {
                return brokenLetters(step);
            }
            if (!step.goesOutside() || step.scheme().equals("aws2-s3")) {
                return null;
            }
            return (at > put
                            ? "comes after the put: it misses batches whose put had stored them, but whose answer was lost."
                            : "comes before the put: it gets batches twice whose put failed, and batches that others have stored.")
                    + " A route at direct:after-stored hears of all that is stored";
        }

        private static String brokenLetters(RouteStep step) {
            if (!step.parameter("synchronous").orElse("").equals("true")) {
                return "does not wait for Kafka (synchronous: true): a record may count as rejected, and its dead letter be lost";
            }
            return Set.of("all", "-1").contains(step.parameter("requestRequiredAcks").orElse("all")) ? null
                    : "asks for less than requestRequiredAcks=all: dead letters are lost with the broker that has them";
        }
    }
}
