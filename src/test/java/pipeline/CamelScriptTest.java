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
}
