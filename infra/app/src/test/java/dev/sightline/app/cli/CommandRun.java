package dev.sightline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * A command that ran in this process, as a user runs it.
 *
 * @param status how it ended
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
public record CommandRun(int status, String out, String err) {
    /** Runs a command. */
    public static CommandRun of(String... words) {
        return of(Cli.commandLine(), words);
    }

    /** Runs a command. */
    public static CommandRun of(Collection<String> words) {
        return of(words.toArray(String[]::new));
    }

    /** Runs a command with settings, given by {@code --set}. */
    public static CommandRun with(Map<String, String> settings, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        settings.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        return of(all);
    }

    static CommandRun of(CommandLine commands, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = commands.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new CommandRun(status, out.toString(), err.toString());
    }

    /** Everything it printed. */
    public String printed() {
        return out + err;
    }

    /** Everything it printed, where it ended as it should. */
    public String ended(int expected) {
        assertThat(status).as(printed()).isEqualTo(expected);
        return printed();
    }
}
