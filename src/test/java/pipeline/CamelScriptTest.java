package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The JBang script says again what the POM says, for want of a way to read it there. */
class CamelScriptTest {
    private static final Pattern DEPENDENCY = Pattern.compile("(?m)^//DEPS ([\\w.-]+):([\\w.-]+)(?::([\\w.-]+))?");

    private static final Pattern LIBRARY =
            Pattern.compile("(?s)<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>(?:(?!</dependency>).)*</dependency>");

    @Test
    void takesTheVersionsAndTheDependenciesOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<MatchResult> dependencies = DEPENDENCY.matcher(Files.readString(Path.of("jbang/camel.java"))).results().toList();

        assertThat(dependencies).hasSizeGreaterThan(10).allSatisfy(dependency -> {
            Pattern element = Pattern.compile("<groupId>%s</groupId>\\s*<artifactId>%s</artifactId>(?:\\s*<version>\\$\\{([\\w.-]+)}</version>)?"
                    .formatted(Pattern.quote(dependency.group(1)), Pattern.quote(dependency.group(2))));
            MatchResult inPom = element.matcher(pom).results().findFirst().orElseThrow(() -> new AssertionError(dependency.group() + " is not in the POM"));
            if (dependency.group(3) != null) {
                assertThat(pom).contains("<%s>%s</%1$s>".formatted(inPom.group(1), dependency.group(3)));
            }
        });
    }

    /** Camel's own come with the Camel CLI; other libraries must be named, or the sources do not compile there. */
    @Test
    void namesEachLibraryThatThePipelineIsCompiledAgainst() throws IOException {
        String pom = Files.readString(Path.of("pom.xml")).replaceAll("(?s)<exclusions>.*?</exclusions>", "");
        String dependencies = pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<profiles>"));
        List<String> libraries = LIBRARY.matcher(dependencies).results()
                .filter(library -> !library.group().contains("<scope>"))
                .filter(library -> !library.group(1).equals("org.apache.camel") && !library.group(1).equals("org.slf4j"))
                .map(library -> library.group(1) + ":" + library.group(2))
                .toList();

        assertThat(libraries).contains("com.ibm.icu:icu4j");
        assertThat(Files.readString(Path.of("jbang/camel.java"))).contains(libraries.stream().map("//DEPS "::concat).toList());
    }
}
