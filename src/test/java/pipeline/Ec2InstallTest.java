package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What makes a machine run the service: the script into a directory, the units and the scripts as their own checkers see them. */
@EnabledOnOs(OS.LINUX)
class Ec2InstallTest {
    @TempDir
    Path directory;

    @Test
    void upgradesKeepTheConfigurationAndCanBeTakenBack() throws IOException {
        assertThat(install("1.0").output()).startsWith("stock-market-pipeline 1.0 is installed: see ");
        Files.writeString(root("etc/stock-market-pipeline/application.properties"), "csv.rate = 7");
        assertThat(install("1.0").output()).isEqualTo("stock-market-pipeline 1.0 is installed already\n");
        install("2.0");
        install("3.0");
        assertThat(root("etc/stock-market-pipeline/application.properties")).hasContent("csv.rate = 7");
        assertThat(versions()).containsExactly("2.0", "3.0", "current -> 3.0", "ext", "previous -> 2.0");
        assertThat(root("etc/systemd/system/stock-market-pipeline.service"))
                .hasSameTextualContentAs(Path.of("ec2/stock-market-pipeline.service"));
        assertThat(root("opt/stock-market-pipeline/current/stock-market-pipeline.jar")).hasContent("3.0");
        assertThat(script("rollback").requireClean().output()).isEqualTo("stock-market-pipeline is 2.0 again\n");
        assertThat(versions()).contains("current -> 2.0", "previous -> 3.0");
    }

    @Test
    void keepsAnotherBuildOfTheSameVersionApart() throws IOException {
        install("1.0");
        Path another = tarball("1.0", "another build");
        Tool installed = script("install", another.toString()).requireClean();
        assertThat(installed.output()).containsPattern("stock-market-pipeline 1\\.0-[0-9a-f]{8} is installed");
        assertThat(versions()).contains("previous -> 1.0").anyMatch(entry -> entry.startsWith("current -> 1.0-"));
    }

    @Test
    void aTarballThatWasCutLeavesNothingBehind() throws IOException {
        install("1.0");
        Path whole = tarball("2.0", "2.0");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.tar.gz"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
        assertThat(script("install", cut.toString()).output()).isEqualTo(
                "install.sh: %s cannot be unpacked: it is cut or damaged, or the disk is full; nothing was changed\n".formatted(cut));
        assertThat(versions()).containsExactly("1.0", "current -> 1.0", "ext");
    }

    @Test
    void keepsTwoVersionsOfKafkaAndTakesOnlyWhatItsChecksumSays() throws IOException {
        install("1.0");
        assertThat(script("kafka", kafka("3.1", true).toString()).requireClean().output()).startsWith("Kafka 3.1 is installed below ");
        script("kafka", kafka("3.2", true).toString()).requireClean();
        script("kafka", kafka("3.3", true).toString()).requireClean();
        assertThat(entries(root("opt/kafka"))).containsExactly("3.2", "3.3", "current -> 3.3", "previous -> 3.2");

        Path wrong = kafka("3.4", false);
        assertThat(script("kafka", wrong.toString()).output()).isEqualTo("install.sh: %1$s is not what %1$s.sha512 says: fetch both again\n".formatted(wrong));
        assertThat(entries(root("opt/kafka"))).contains("current -> 3.3");
    }

    /** With a checksum as Apache writes it. */
    private Path kafka(String version, boolean good) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("kafka_" + version));
        Files.writeString(folder.resolve("LICENSE"), version);
        Path tarball = directory.resolve("kafka_%s.tgz".formatted(version));
        Tool.run("tar", "-czf", tarball.toString(), "-C", directory.toString(), folder.getFileName().toString()).requireClean();
        String sum = Tool.run("sha512sum", tarball.toString()).requireClean().output().substring(0, 128).toUpperCase(Locale.ROOT);
        String groups = (good ? sum : sum.replace('A', 'B')).replaceAll("(.{8})", "$1 ").replaceAll("(.{36})", "$1\n  ");
        Files.writeString(Path.of(tarball + ".sha512"), "%s: %s\n".formatted(tarball.getFileName(), groups));
        return tarball;
    }

    @Test
    void saysWhatItCannotInstall() throws IOException {
        assertThat(script("install", "no.tar.gz").output()).isEqualTo("install.sh: there is no file no.tar.gz\n");
        assertThat(script("install", "README.md").output()).contains("README.md is no tarball of stock-market-pipeline");
        assertThat(script("rollback").output()).isEqualTo("install.sh: there is no version before this one\n");
        assertThat(script("fly").exit()).isEqualTo(2);
        assertThat(root("opt")).doesNotExist();
    }

    @Test
    void scriptsAreCleanForShellcheck() {
        Tool.run("shellcheck", "ec2/install.sh", "ec2/command.sh").requireClean();
    }

    /** What the units start need not be installed here. */
    @Test
    void unitsAreCleanForSystemd() {
        Tool verify = Tool.run("systemd-analyze", "verify", "ec2/stock-market-pipeline.service", "ec2/kafka/kafka.service");
        assertThat(verify.output().lines().filter(line -> !line.contains("is not executable"))).isEmpty();
    }

    private Tool install(String version) throws IOException {
        return script("install", tarball(version, version).toString()).requireClean();
    }

    private Tool script(String... arguments) {
        String[] command = Stream.concat(Stream.of("bash", "ec2/install.sh"), Stream.of(arguments)).toArray(String[]::new);
        return Tool.run(Map.of("DESTDIR", directory.resolve("root").toString()), command);
    }

    /** As mvn package makes it, with a word for a jar. */
    private Path tarball(String version, String jar) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("stock-market-pipeline-" + version));
        Files.writeString(folder.resolve("stock-market-pipeline.jar"), jar);
        Tool.run("cp", "-r", "ec2", folder.toString()).requireClean();
        Path tarball = directory.resolve(jar.replace(' ', '-') + ".tar.gz");
        if (!Files.exists(tarball)) {
            Tool.run("tar", "-czf", tarball.toString(), "-C", directory.toString(), folder.getFileName().toString()).requireClean();
        }
        return tarball;
    }

    private Path root(String path) {
        return directory.resolve("root").resolve(path);
    }

    private Stream<String> versions() throws IOException {
        return entries(root("opt/stock-market-pipeline"));
    }

    private static Stream<String> entries(Path directory) throws IOException {
        return Files.list(directory).map(Ec2InstallTest::entry).sorted();
    }

    private static String entry(Path path) {
        try {
            String name = path.getFileName().toString();
            return Files.isSymbolicLink(path) ? name + " -> " + Files.readSymbolicLink(path) : name;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
