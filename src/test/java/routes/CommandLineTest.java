package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import routes.redrive.RedriveOptions;

/** What can be said to the program, and what it says to the rest. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine line = Application.commandLine(Surroundings.of(Map.of(), () -> {}))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));

    @Test
    void theHelpNamesEveryCommandAndExitCode() {
        assertThat(line.execute("--help")).isZero();
        assertThat(out.toString()).contains("\n  run ", "\n  verify ", "\n  redrive ", "\n  inspect ", "\nExit codes:\n  0 ", "\n  1 ", "\n  2 ", "\nExample:\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "verify", "redrive", "inspect"})
    void eachCommandHasAHelpWithItsExitCodesAndAnExample(String command) {
        assertThat(line.execute(command, "-h")).isZero();
        assertThat(out.toString())
                .startsWith("usage: stock-market-pipeline " + command)
                .contains("\n  -D  NAME=VALUE ", "\nExit codes:\n  0 ", "\n  1 ", "\n  2 ", "\nExample:\n  java -jar stock-market-pipeline.jar " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "run --version", "verify --version", "redrive -V"})
    void eachCommandTellsTheVersion(String arguments) {
        assertThat(line.execute(arguments.split(" "))).isZero();
        assertThat(out.toString()).startsWith("stock-market-pipeline development, Java 1").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "verfy                | unknown command 'verfy'; did you mean verify?",
        "fly                  | unknown command 'fly'; there are: run, verify, redrive, trace, inspect, rehearse",
        "run --once           | unknown option '--once'; a setting is given as -Dname=value",
        "run once             | unknown argument 'once'",
        "--csv.file=my.csv    | unknown option '--csv.file=my.csv'; a setting is given as -Dname=value",
        "verify --quik        | unknown option '--quik'; did you mean --quick?",
        "verify --quick=yes   | Invalid value for option '--quick': 'yes' is not a boolean",
        "redrive --all        | unknown option '--all'; a setting is given as -Dname=value",
        "redrive --reason     | Missing required parameter for option '--reason' (TEXT)",
        "redrive --from x     | Invalid value for option '--from': 'x' is not an offset; give a number such as 17",
        "redrive --to -1      | Invalid value for option '--to': '-1' is not an offset; give a number such as 17",
        "redrive --from 99999999999999999999 | Invalid value for option '--from': '99999999999999999999' is not an offset; give a number such as 17",
        "redrive --from 8 --to 7 | --from 8 is after --to 7"
    })
    void whatIsWrongIsSaidInASentenceWithTheUsage(String arguments, String sentence) {
        assertThat(line.execute(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines().toList())
                .startsWith(sentence)
                .anyMatch(text -> text.startsWith("usage: stock-market-pipeline "))
                .last().asString().endsWith("--help explains it");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void allOptionsOfRedriveCanBeGiven() {
        CommandLine redrive = line.parseArgs("redrive", "--from", "3", "--dry-run", "--reason=not valid", "--to", "7")
                .subcommand().commandSpec().commandLine();

        assertThat(redrive.<RedriveCommand>getCommand().options()).isEqualTo(new RedriveOptions("not valid", 3, 7, true));
    }

    @Test
    void withoutOptionsRedriveSendsEverything() {
        CommandLine redrive = line.parseArgs("redrive").subcommand().commandSpec().commandLine();

        assertThat(redrive.<RedriveCommand>getCommand().options()).isEqualTo(RedriveOptions.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dpipeline.directory=/no=where verify", "verify -Dpipeline.directory=/no=where", "verify --json -D pipeline.directory=/no=where"})
    void aSettingAfterTheJarIsASetting(String arguments) {
        try {
            assertThat(line.execute(arguments.split(" "))).isEqualTo(2);
            assertThat(System.getProperty("pipeline.directory")).isEqualTo("/no=where");
        } finally {
            System.clearProperty("pipeline.directory");
        }
    }

    @Test
    void aSettingIsNotSetByACommandLineThatIsRefused() {
        assertThat(line.execute("verify", "-Dpipeline.directory=/nowhere", "--quik")).isEqualTo(2);
        assertThat(System.getProperty("pipeline.directory")).isNull();
    }

    @Test
    void withoutACommandTheRoutesRunAndASettingThatCannotBeIsOneSentence() {
        try {
            assertThat(line.execute("-Dpipeline.directory=/nowhere")).isEqualTo(1);
        } finally {
            System.clearProperty("pipeline.directory");
        }
    }

    @Test
    void aFileIsNotReadForAnArgumentThatBeginsWithAt() {
        List<String> arguments = List.of("redrive", "--reason", "@pom.xml");
        CommandLine redrive = line.parseArgs(arguments.toArray(String[]::new)).subcommand().commandSpec().commandLine();

        assertThat(redrive.<RedriveCommand>getCommand().options().reason()).isEqualTo("@pom.xml");
    }
}
