package dev.sightline.app.settings;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.text.Printable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Puts {@code log.format} and {@code log.level} into force. Logging begins before there are settings, with what the
 * environment says; the file and {@code --set} may say something else.
 */
public final class LogOutput {
    /** Read by logback.xml, before the environment. */
    static final String FORMAT = "sightline.settings.log.format";

    /** Property of the logger context: whether the command line set the level. */
    private static final String ASKED = "sightline.level.asked";

    private static final String OURS = "dev.sightline";

    private LogOutput() {}

    /**
     * Checks what the environment says before anything is logged: a format that is none would silence the log.
     *
     * @throws UserError naming the variable, its value and what is allowed
     */
    public static void begin(Map<String, String> environment) {
        given(environment, "SIGHTLINE_LOG_FORMAT", LogSettings.Format.values())
                .ifPresent(format -> System.setProperty(FORMAT, format.toLowerCase(Locale.ROOT)));
        given(environment, "SIGHTLINE_LOG_LEVEL", LogSettings.Level.values());
    }

    private static Optional<String> given(Map<String, String> environment, String variable, Enum<?>[] allowed) {
        String value = environment.getOrDefault(variable, "");
        if (!value.isBlank()
                && Arrays.stream(allowed).noneMatch(one -> one.name().equalsIgnoreCase(value))) {
            throw new UserError(variable + " = " + Printable.value(value) + " must be one of "
                    + Arrays.stream(allowed)
                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + "; change the environment variable, or unset it");
        }
        return Optional.of(value).filter(text -> !text.isBlank());
    }

    /** Whether the command line asks for a level, which then wins over the settings. */
    public static void levelAsked(boolean asked) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.putProperty(ASKED, String.valueOf(asked));
        }
    }

    /** Sets the level of our log. */
    public static void level(Level level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(OURS).setLevel(level);
        }
    }

    /** For the whole process. */
    public static void use(LogSettings log) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        String format = log.format().name().toLowerCase(Locale.ROOT);
        if (!format.equals(System.getProperty(FORMAT, "text"))) {
            System.setProperty(FORMAT, format);
            configureAgain(context);
        }
        boolean asked = Boolean.parseBoolean(context.getProperty(ASKED));
        log.level()
                .filter(level -> !asked)
                .ifPresent(level -> context.getLogger(OURS).setLevel(Level.valueOf(level.name())));
    }

    private static void configureAgain(LoggerContext context) {
        Level level = context.getLogger(OURS).getLevel();
        String asked = context.getProperty(ASKED);
        context.reset();
        try {
            new ContextInitializer(context).autoConfig();
            context.getLogger(OURS).setLevel(level);
            context.putProperty(ASKED, asked);
        } catch (JoranException e) {
            throw new IllegalStateException("the log's own configuration cannot be read: " + e.getMessage(), e);
        }
    }
}
