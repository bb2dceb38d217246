///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.apache.camel:camel-bom:4.17.0@pom
//DEPS software.amazon.awssdk:bom:2.54.14@pom
//DEPS org.apache.camel:camel-jbang-core
//DEPS org.apache.camel.kamelets:camel-kamelets:4.16.0
//DEPS org.apache.camel:camel-csv
//DEPS org.apache.camel:camel-quartz
//DEPS org.apache.camel:camel-jackson
//DEPS org.apache.camel:camel-kafka
//DEPS org.apache.camel:camel-aws2-s3
//DEPS org.apache.camel:camel-aws2-athena
//DEPS org.apache.camel:camel-observability-services
//DEPS org.apache.camel:camel-platform-http-main
//DEPS org.apache.camel:camel-vertx-http
//DEPS org.apache.camel:camel-file
//DEPS org.apache.camel:camel-jq
//DEPS software.amazon.awssdk:glue
//DEPS com.github.luben:zstd-jni:1.5.6-4
//DEPS info.picocli:picocli:4.7.7
//DEPS com.ibm.icu:icu4j:76.1
//SOURCES ../src/main/java/**/*.java
//SOURCES ../src/generated/java/**/*.java
//JAVAC_OPTIONS -parameters
//FILES reports/=../src/main/resources/reports/*.sql
//FILES META-INF/=../src/generated/resources/META-INF/**
//FILES transforms/=../src/main/resources/transforms/*.sql

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.download.DependencyDownloaderRoutesLoader;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PropertyBindingSupport;

/** The Camel CLI with the beans of the pipeline on its class path: see README.md beside it. */
public class camel {
    public static void main(String... args) {
        List<String> all = withFilesOfRoutes(List.of(args));
        if (all.contains("run")) {
            all.add("--logging-category=org.apache.kafka=WARN");
            all.add("--prop=camel.main.main-listener-classes=" + Fixes.class.getName());
            if (!ManagementFactory.getRuntimeMXBean().getClassPath().contains("camel-jbang-core")) {
                // within Maven, where the CLI does not see that everything is present, and would log on each save that it cannot fetch it again
                all.add("--download=false");
                all.add("--logging-category=org.apache.camel.main.download.MavenDependencyDownloader=OFF");
            }
        }
        CamelJBangMain.run(all.toArray(String[]::new));
    }

    /**
     * A routes.yaml with a folder routes next to it includes the files in that folder, but for those of live markets, which are named where they
     * are wanted. They come first, since Camel creates the beans of later files twice.
     */
    private static List<String> withFilesOfRoutes(List<String> args) {
        List<String> all = new ArrayList<>();
        for (String arg : args) {
            Path folder = Path.of(arg).resolveSibling("routes");
            if (arg.endsWith("routes.yaml") && Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.map(Path::toString).filter(file -> file.endsWith(".yaml") && !file.matches(".*(live-to-kafka|trades-to-bars).yaml")).sorted().forEach(all::add);
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
                // otherwise the CLI watches for edits in the directory of the first file
                all.add("--prop=camel.main.routesReloadDirectory=" + folder.resolveSibling("").toAbsolutePath());
                all.add("--prop=camel.main.routesReloadDirectoryRecursive=true");
            }
            all.add(arg);
        }
        return all;
    }

    /** Works around what keeps these routes from running in the CLI of Camel 4.17. */
    public static class Fixes extends MainListenerSupport {
        @Override
        public void afterConfigure(BaseMainSupport main) {
            CamelContext context = main.getCamelContext();
            // it fails an exchange of more than 1000 steps, such as a pass over the file, with "Queue full"
            context.setMessageHistory(false);
            context.getCamelContextExtension().addContextPlugin(RoutesLoader.class, new EachFileOnce(context));
        }
    }

    /**
     * When another file is saved, a file with several routes is reloaded once per route, and the second reload fails with "duplicate
     * route id". And beans, which are in a file without routes, keep the settings that they were made with.
     */
    static class EachFileOnce extends DependencyDownloaderRoutesLoader {
        EachFileOnce(CamelContext context) {
            super(context);
        }

        @Override
        public Set<String> updateRoutes(Collection<Resource> resources) throws Exception {
            Map<String, Resource> files = new LinkedHashMap<>();
            resources.forEach(resource -> files.put(resource.getLocation(), resource));
            setAgain();
            return super.updateRoutes(files.values());
        }

        private void setAgain() {
            CamelContext context = getCamelContext();
            for (BeanFactoryDefinition<?> bean : context.getCamelContextExtension().getContextPlugin(Model.class).getCustomBeans()) {
                Object made = context.getRegistry().lookupByName(bean.getName());
                if (made != null && bean.getProperties() != null) {
                    PropertyBindingSupport.build().withIgnoreCase(true).bind(context, made, new LinkedHashMap<>(bean.getProperties()));
                }
            }
        }
    }
}
