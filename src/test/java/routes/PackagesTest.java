package routes;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the house: a package uses those that stand before it here, and no other. */
class PackagesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path CLOUD_SOURCES = Path.of("src/cloud/java");

    private static final List<String> ROUTES = List.of(
            "routes.lang", "routes.seam", "routes.calendar", "routes.aws", "routes.kafka", "routes.source", "routes.csv", "routes.simulation", "routes.replay", "routes.batch",
            "routes.lake", "routes.delivery", "routes.live", "routes.bar", "routes.letter", "routes.record", "routes.catalog", "routes.query", "routes.reference",
            "routes.transform", "routes.report", "routes.run", "routes.verify", "routes.redrive", "routes.trace", "routes.watch", "routes.sql", "routes.page", "routes");

    private static final List<String> CLOUD = List.of(
            "cloud.wire", "cloud.sql", "cloud.catalog", "cloud.crawl", "cloud.glue", "cloud.scan", "cloud.trino", "cloud.workgroup", "cloud.statement",
            "cloud.athena", "cloud.server", "cloud.crash", "cloud");

    /** A value that the routes hold in a variable and ask, and what Camel's tools look at. */
    private static final Set<String> CALLED_BY_ROUTES = Set.of("routes.transform.Curation", "routes.delivery.KafkaBatchComponent", "routes.delivery.KafkaBatchEndpoint",
            "routes.live.LiveComponent", "routes.live.LiveEndpoint", "routes.live.Received");

    private static final JavaClasses ALL = new ClassFileImporter().importPaths(Path.of("target/classes"), Path.of("target/test-classes"));
    private static final JavaClasses PRODUCT = ALL.that(describe("pipeline", type -> isOf(type, SOURCES)));
    private static final JavaClasses LOCAL = ALL.that(describe("local cloud", type -> isOf(type, CLOUD_SOURCES)));

    @Test
    void aPackageOfThePipelineUsesOnlyThoseBelowIt() {
        requireOrder(ROUTES, PRODUCT);
    }

    @Test
    void aPackageOfTheLocalCloudUsesOnlyThoseBelowIt() {
        requireOrder(CLOUD, LOCAL);
    }

    @Test
    void theLocalCloudKnowsNothingOfThePipelineButForTheProgramThatStartsBoth() {
        noClasses().that().resideInAnyPackage(CLOUD.subList(0, CLOUD.size() - 1).toArray(String[]::new))
                .should().dependOnClassesThat().resideInAnyPackage("routes..")
                .check(LOCAL);
    }

    @Test
    void eachPackageHasItsPlaceAndSaysInOneSentenceWhatItIs() throws IOException {
        assertThat(packages(SOURCES, "routes")).containsExactlyElementsOf(new TreeSet<>(ROUTES));
        assertThat(packages(CLOUD_SOURCES, "cloud")).containsExactlyElementsOf(new TreeSet<>(CLOUD));
    }

    /** A class that others need not see is not shown to them. Camel makes the beans, and calls what the routes name. */
    @Test
    void onlyWhatAnotherPackageOrARouteUsesIsPublic() throws IOException {
        String routes = routes();
        Set<String> needless = PRODUCT.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !routes.contains(type.getName()) && !isProgram(type) && !CALLED_BY_ROUTES.contains(type.getName()))
                .filter(type -> withNested(type)
                        .flatMap(one -> one.getDirectDependenciesToSelf().stream())
                        .allMatch(use -> use.getOriginClass().getPackageName().equals(type.getPackageName())))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(needless).isEmpty();
    }

    private static Stream<JavaClass> withNested(JavaClass type) {
        return PRODUCT.stream().filter(one -> one.equals(type) || one.getName().startsWith(type.getName() + "$"));
    }

    private static boolean isOf(JavaClass type, Path sources) {
        String outermost = type.getName().replaceFirst("\\$.*", "");
        return Files.exists(sources.resolve(outermost.replace('.', '/') + ".java"));
    }

    private static boolean isProgram(JavaClass type) {
        return type.tryGetMethod("main", String[].class).isPresent();
    }

    private static void requireOrder(List<String> order, JavaClasses classes) {
        for (int i = 0; i < order.size() - 1; i++) {
            noClasses().that().resideInAPackage(order.get(i))
                    .should().dependOnClassesThat().resideInAnyPackage(order.subList(i + 1, order.size()).toArray(String[]::new))
                    .check(classes);
        }
    }

    private static Set<String> packages(Path sources, String root) throws IOException {
        try (Stream<Path> files = Files.walk(sources.resolve(root))) {
            Set<Path> all = files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).collect(Collectors.toSet());
            return all.stream()
                    .filter(directory -> Files.exists(directory.resolve("package-info.java")))
                    .map(directory -> sources.relativize(directory).toString().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String routes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).map(PackagesTest::text).collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
