package routes;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What all command lines of this project have in common: {@link CommonOptions}, and one sentence for what cannot be understood. */
public final class Commands {
    static final String USAGE = "usage: ";

    private static final String COMMON = "common";

    private Commands() {}

    /** @param root what runs when no other command is named */
    public static CommandLine of(Object root, Object... others) {
        CommandLine line = new CommandLine(root);
        for (Object other : others) {
            line.addSubcommand(other);
        }
        addCommonOptions(line);
        return line.setExpandAtFiles(false)
                .setHelpFactory((command, colors) -> new Help(command, colors) {
                    @Override
                    public IParamLabelRenderer parameterLabelRenderer() {
                        return new Labels(colors);
                    }
                })
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((wrong, arguments) -> refuse(wrong))
                .setExecutionStrategy(Commands::run);
    }

    private static void addCommonOptions(CommandLine line) {
        line.addMixin(COMMON, new CommonOptions());
        line.getSubcommands().values().forEach(Commands::addCommonOptions);
    }

    private static int run(ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            ((CommonOptions) command.getMixins().get(COMMON)).apply();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int refuse(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(sentence(wrong));
        command.getErr().print(USAGE + command.getHelp().synopsis(USAGE.length()));
        command.getErr().println("%s --help explains it".formatted(command.getCommandSpec().qualifiedName()));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String sentence(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException unknown ? sentence(unknown) : wrong.getMessage();
    }

    private static String sentence(UnmatchedArgumentException unknown) {
        Set<String> commands = unknown.getCommandLine().getSubcommands().keySet();
        String kind = unknown.isUnknownOption() ? "option" : commands.isEmpty() ? "argument" : "command";
        String hint = unknown.getSuggestions().stream().findFirst().map("; did you mean %s?"::formatted).orElse(switch (kind) {
            case "option" -> "; a setting is given as -Dname=value";
            case "command" -> "; there are: " + String.join(", ", commands);
            default -> "";
        });
        return "unknown %s '%s'%s".formatted(kind, unknown.getUnmatched().get(0), hint);
    }

    /** As people write it: {@code --reason TEXT}, and {@code -DNAME=VALUE} in one word. */
    private record Labels(Help.ColorScheme colors) implements Help.IParamLabelRenderer {
        @Override
        public Help.Ansi.Text renderParameterLabel(ArgSpec argument, Help.Ansi ansi, List<Help.Ansi.IStyle> styles) {
            if (argument.arity().max() == 0) {
                return colors.text("");
            }
            boolean setting = !argument.isOption() || ((OptionSpec) argument).longestName().equals("-D");
            return colors.apply((setting ? "" : " ") + argument.paramLabel(), styles);
        }

        @Override
        public String separator() {
            return "";
        }
    }
}
