package dev.sightline.app.cli;

import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.platform.text.NearMiss;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A mistyped command line, in three lines at most: what is wrong, what may be meant, and where to read on. */
final class UsageMistake {
    private UsageMistake() {}

    static int explain(ParameterException first, String[] arguments) {
        CommandLine command = first.getCommandLine();
        ParameterException mistake = unmatched(first);
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        String sentence = sentence(mistake, command.getCommandSpec());
        err.println("sightline: " + sentence);
        suggestion(mistake, command.getCommandSpec()).ifPresent(near -> err.println("Did you mean " + near + "?"));
        err.println("Read more with: " + name + " --help");
        err.flush();
        if (ErrorDocument.wanted(Arrays.asList(arguments))) {
            ErrorDocument.print(command.getOut(), sentence, ExitStatus.CANNOT_START);
        }
        return ExitStatus.CANNOT_START;
    }

    /** A mistyped option makes a required one missing: the mistyped one is what has to be said. */
    private static ParameterException unmatched(ParameterException first) {
        CommandLine command = first.getCommandLine();
        List<String> options = command.getUnmatchedArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .toList();
        return first instanceof MissingParameterException && !options.isEmpty()
                ? new UnmatchedArgumentException(command, options)
                : first;
    }

    private static String sentence(ParameterException mistake, CommandSpec command) {
        String name = "'" + command.qualifiedName() + "'";
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (unmatched.isUnknownOption()) {
                return name + " has no option '" + word(first) + "'";
            }
            return command.subcommands().isEmpty()
                    ? name + " does not know what to do with '" + first + "'"
                    : name + " has no command '" + first + "'";
        }
        if (!command.subcommands().isEmpty()
                && String.valueOf(mistake.getMessage()).startsWith("Missing required sub")) {
            return name + " needs one of its commands: " + String.join(", ", visible(command));
        }
        String message =
                String.valueOf(mistake.getMessage()).replaceAll("\\s+", " ").strip();
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static Optional<String> suggestion(ParameterException mistake, CommandSpec command) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        String given = word(unmatched.getUnmatched().get(0));
        if (unmatched.isUnknownOption() || given.startsWith("-")) {
            List<String> options = command.options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::longestName)
                    .filter(option -> option.startsWith("--"))
                    .toList();
            return given.length() < 4 ? Optional.empty() : NearMiss.closest(given, options);
        }
        return NearMiss.closest(given, visible(command)).map(near -> command.qualifiedName() + " " + near);
    }

    /** An option without the value that is attached to it. */
    private static String word(String argument) {
        return argument.startsWith("-") && argument.contains("=")
                ? argument.substring(0, argument.indexOf('='))
                : argument;
    }

    private static List<String> visible(CommandSpec command) {
        return command.subcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }
}
