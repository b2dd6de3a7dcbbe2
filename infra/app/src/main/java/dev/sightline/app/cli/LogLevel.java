package dev.sightline.app.cli;

import ch.qos.logback.classic.Level;
import dev.sightline.app.settings.LogOutput;
import dev.sightline.app.terminal.OutputOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How much is logged: a service logs what it does, a command only what is wrong; {@code -q} and {@code -v} change both. */
final class LogLevel {
    private static final Set<String> SERVICES =
            Set.of("run", "ingest", "embed", "match", "record", "console", "broker");

    private LogLevel() {}

    static void use(List<String> commands, OutputOptions options) {
        boolean service = commands.size() > 1 && SERVICES.contains(commands.get(1));
        boolean environment = Optional.ofNullable(System.getenv("SIGHTLINE_LOG_LEVEL"))
                .filter(level -> !level.isBlank())
                .isPresent();
        LogOutput.levelAsked(options.levelAsked());
        if (options.levelAsked() || service && !environment) {
            LogOutput.level(of(service, options.quiet(), options.verbosity()));
        }
    }

    static Level of(boolean service, boolean quiet, int verbosity) {
        if (quiet) {
            return service ? Level.WARN : Level.ERROR;
        }
        int steps = verbosity + (service ? 1 : 0);
        return steps == 0 ? Level.WARN : steps == 1 ? Level.INFO : Level.DEBUG;
    }
}
