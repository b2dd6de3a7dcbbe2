package dev.sightline.app.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param interactive whether a person looks at it, so that a line may be drawn over
 * @param quiet whether only problems are written
 * @param width columns of the terminal
 * @param clock for rates and time left
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean quiet, int width, Clock clock) {
    private static final int USUAL_WIDTH = 80;

    /** The terminal of a running command. */
    public static Terminal of(CommandSpec spec) {
        CommandLine command = spec.commandLine();
        return new Terminal(
                command.getOut(),
                command.getErr(),
                isInteractive(),
                OutputOptions.of(command).quiet(),
                columns(),
                Clock.systemUTC());
    }

    /** A terminal that only gets lines, as in a log file. */
    public static Terminal plain(PrintWriter out, PrintWriter err, Clock clock) {
        return new Terminal(out, err, false, false, USUAL_WIDTH, clock);
    }

    /** Writes a sentence about the course of things; nothing when the user wants quiet. */
    public void say(String sentence) {
        if (!quiet) {
            err.println(sentence);
            err.flush();
        }
    }

    private static boolean isInteractive() {
        Console console = System.console();
        return console != null && !"dumb".equals(System.getenv("TERM")) && isTerminal(console);
    }

    /** From Java 22 on there is a console also where output is redirected, and it can be asked. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    private static int columns() {
        return Optional.ofNullable(System.getenv("COLUMNS"))
                .filter(columns -> columns.matches("[1-9][0-9]{1,3}"))
                .map(Integer::valueOf)
                .orElse(USUAL_WIDTH);
    }
}
