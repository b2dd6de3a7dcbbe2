package dev.sightline.app.terminal;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code -q}, {@code -v} and {@code --debug}: how much a command says. Mixed into the root; every command inherits them. */
public final class OutputOptions {
    /** The name that the root mixes this class in by. */
    public static final String MIXIN = "output";

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Say nothing but results and problems.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log what happens; twice for every detail.")
    private boolean[] verbose = {};

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of expected failures too.")
    private boolean debug;

    /** Of the command line that a command belongs to. */
    public static OutputOptions of(CommandLine command) {
        CommandSpec mixin = command.getCommandSpec().root().mixins().get(MIXIN);
        return mixin != null && mixin.userObject() instanceof OutputOptions options ? options : new OutputOptions();
    }

    /** Whether only results and problems are wanted. */
    public boolean quiet() {
        return quiet;
    }

    /** How many times {@code -v} was given. */
    public int verbosity() {
        return verbose.length;
    }

    /** Whether the command line says how much is logged. */
    public boolean levelAsked() {
        return quiet || verbose.length > 0;
    }

    /** Whether stack traces of expected failures are wanted. */
    public boolean debug() {
        return debug;
    }
}
