package routes;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import routes.csv.FilesInspection;
import routes.lang.Errors;
import routes.report.ReportsAhead;

/** Says what a file would be taken for. Without Camel: it answers at once, and needs no server. */
@Command(
        name = "inspect",
        description = "Says what CSV files are taken for: their columns and their types, what is open, what would be rejected. Starts nothing.",
        exitCodeList = {"0:it can be replayed", "1:a setting must be given first", "2:it cannot be read, or the command line is wrong"},
        footer = "  java -jar stock-market-pipeline.jar inspect AAPL.csv")
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "[FILE]...", arity = "0..*", hideParamSyntax = true, description = "files or directories; without one, those of csv.file")
    private List<String> files = List.of();

    InspectCommand() {}

    InspectCommand(List<String> files) {
        this.files = files;
    }

    @Override
    public Integer call() {
        Application.printResultsOnly();
        try {
            FilesInspection found = SourceAhead.settings(String.join(",", files)).inspect();
            System.out.print(found.text());
            System.out.println("\n" + ReportsAhead.line(SourceAhead.reports(), found.columns()));
            return found.isClear() ? 0 : 1;
        } catch (IOException | RuntimeException failed) {
            System.err.println("could not inspect: " + Errors.sentence(failed));
            return 2;
        }
    }
}
