package dev.sightline.app.settings;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * Puts {@code log.format} and {@code log.level} into force. Logging begins before there are settings, with what the
 * environment says; the file and {@code --set} may say something else.
 */
public final class LogOutput {
    /** Read by logback.xml, before the environment. */
    static final String FORMAT = "sightline.settings.log.format";

    private static final String OURS = "dev.sightline";

    private LogOutput() {}

    /** For the whole process. */
    public static void use(LogSettings log) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        String format = log.format().name().toLowerCase(Locale.ROOT);
        if (context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(format) == null) {
            System.setProperty(FORMAT, format);
            configureAgain(context);
        }
        log.level().ifPresent(level -> context.getLogger(OURS).setLevel(Level.valueOf(level.name())));
    }

    private static void configureAgain(LoggerContext context) {
        context.reset();
        try {
            new ContextInitializer(context).autoConfig();
        } catch (JoranException e) {
            throw new IllegalStateException("the log's own configuration cannot be read: " + e.getMessage(), e);
        }
    }
}
