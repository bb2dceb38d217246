package routes;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The options of every command. */
@Command(
        versionProvider = CommonOptions.Version.class,
        sortOptions = false,
        synopsisHeading = Commands.USAGE,
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        footerHeading = "%nExample:%n")
final class CommonOptions {
    @Option(names = "-D", paramLabel = "NAME=VALUE", mapFallbackValue = "", description = "a setting, such as -Dcsv.rate=0; may be repeated")
    private Map<String, String> settings = new TreeMap<>();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "shows this help")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "shows the version")
    private boolean version;

    /** As if they stood before the jar. */
    void apply() {
        settings.forEach(System::setProperty);
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"stock-market-pipeline %s, Java %s".formatted(routes.lang.Version.text(), Runtime.version())};
        }
    }
}
