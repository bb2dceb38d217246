package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.crash.CrashOptions;
import cloud.crash.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import routes.Commands;
import routes.Surroundings;

/** The command line of the local cloud and of its programs, and what the pages say of all command lines. */
class CommandsTest {
    /** {@code -Dexec.args=word} and {@code -Dexec.args="more words"}. */
    private static final Pattern EXEC = Pattern.compile("-Dexec\\.args=(?:\"([^\"\n]*)\"|([\\w-]+))");

    private final StringWriter err = new StringWriter();
    private final CommandLine line = Main.commandLine(Surroundings.of(Map.of(), () -> {})).setErr(new PrintWriter(err));

    @Test
    void everyCommandLineOfThePagesIsUnderstood() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path page : pages()) {
            texts.addAll(Files.readAllLines(page));
        }
        texts.removeIf(text -> text.contains("-Pcamel"));
        int found = 0;
        for (String text : texts) {
            CommandLine program = text.contains("-Dexec.mainClass=cloud.QuoteSimulator") ? Commands.of(new QuoteSimulator()) : line;
            for (MatchResult call : EXEC.matcher(text).results().toList()) {
                program.parseArgs((call.group(1) == null ? call.group(2) : call.group(1)).split(" "));
                found++;
            }
        }
        assertThat(found).isGreaterThan(9);
    }

    @Test
    void thePageOfCommandsShowsEachHelpAsItIs() throws IOException {
        String page = Files.readString(Path.of("docs/commands.md"));
        assertThat(programs()).hasSizeGreaterThan(8).allSatisfy(program -> assertThat(page).contains(help(program)));
    }

    @Test
    void eachHelpNamesItsExitCodesAndShowsAnExample() {
        assertThat(programs().map(CommandsTest::help))
                .allSatisfy(help -> assertThat(help).contains("Exit codes:\n", "  2   ", "Example:\n", "--help", "--version"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "crash-tes                   | unknown command 'crash-tes'; did you mean crash-test?",
        "crash-test --round 3        | unknown option '--round'; did you mean --rounds?",
        "crash-test --rounds 0       | Invalid value for option '--rounds': '0' is not a whole number from 1 to 999,999,999",
        "crash-test --faults fire    | Invalid value for option '--faults' (FAULT): there is no fault 'fire'; there are: kill, kill-after-put,",
        "benchmark --only tea        | Invalid value for option '--only' (PART): there is no part 'tea'; there are: lake, replay, latency, memory,",
        "benchmark --records many    | Invalid value for option '--records': 'many' is not a whole number from 1 to 999,999,999",
        "quote-simulator --sed 2     | unknown option '--sed'; did you mean --seed?",
        "cloud now                   | unknown argument 'now'",
        "account --port 1            | unknown option '--port'; a setting is given as -Dname=value",
        "verify --quik               | unknown option '--quik'; did you mean --quick?"
    })
    void whatIsWrongIsSaidBeforeAnythingStarts(String arguments, String sentence) {
        assertThat(line.execute(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith(sentence).contains("usage: local-cloud ", "--help explains it").doesNotContain("\tat ");
    }

    @Test
    void theCrashTestCanBeGivenATimeAndSomeOfTheFaults() {
        CrashOptions options = command(CrashTestCommand.class, "crash-test", "--minutes", "30", "--faults", "zombie,late-put").options();

        assertThat(options.time()).hasMinutes(30);
        assertThat(options.rounds()).isEqualTo(Integer.MAX_VALUE);
        assertThat(options.faults()).containsExactly(Fault.ZOMBIE, Fault.LATE_PUT);
    }

    @Test
    void withoutOptionsTheCrashTestHasTenRoundsOfAllFaults() {
        CrashOptions options = command(CrashTestCommand.class, "crash-test").options();

        assertThat(options.rounds()).isEqualTo(10);
        assertThat(options.faults()).containsExactly(Fault.values());
    }

    @Test
    void theHelpOfTheCrashTestNamesEachFault() {
        String help = help(line.getSubcommands().get("crash-test"));
        assertThat(Fault.values()).allSatisfy(fault -> assertThat(help).containsPattern("[\\s,]" + fault.option() + "[,\\s]"));
    }

    private <T> T command(Class<T> type, String... arguments) {
        return type.cast(line.parseArgs(arguments).subcommand().commandSpec().userObject());
    }

    private Stream<CommandLine> programs() {
        return Stream.concat(Stream.of(line), line.getSubcommands().values().stream());
    }

    /** As an indented block of Markdown. */
    private static String help(CommandLine program) {
        return program.getUsageMessage(Ansi.OFF).lines().map(text -> text.isBlank() ? "\n" : "    " + text + "\n").reduce("", String::concat);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        for (String folder : List.of("docs", "ec2", "docker", "jbang")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }
}
