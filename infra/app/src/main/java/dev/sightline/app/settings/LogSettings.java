package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What is logged, and how; {@link LogOutput} puts it into force. */
@Describe("The log goes to standard error.")
public interface LogSettings {
    @Describe("text for people; json, an object a line with fixed keys, for machines")
    @WithDefault("text")
    Format format();

    @Describe("From which level on we log; empty: info for services, warn for other commands")
    Optional<Level> level();

    /** How a line looks. */
    enum Format {
        TEXT,
        JSON
    }

    /** How much is logged. */
    enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
