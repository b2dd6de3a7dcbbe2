package dev.sightline.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsException;
import dev.sightline.platform.settings.SettingsLoader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogOutputTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Level before = context.getLogger("dev.sightline").getLevel();

    @BeforeEach
    void askNothing() {
        LogOutput.levelAsked(false);
    }

    @AfterEach
    void putBack() {
        LogOutput.use(log(Map.of(), Map.of("log.format", "text")));
        System.clearProperty(LogOutput.FORMAT);
        LogOutput.levelAsked(false);
        LogOutput.level(before);
    }

    @Test
    void shouldPutTheLevelIntoForce() {
        LogOutput.use(log(Map.of(), Map.of("log.level", "debug")));

        assertThat(context.getLogger("dev.sightline.app").getEffectiveLevel()).isEqualTo(Level.DEBUG);
    }

    @Test
    void shouldLeaveTheLevelThatTheCommandLineAskedFor() {
        LogOutput.levelAsked(true);
        LogOutput.level(Level.DEBUG);

        LogOutput.use(log(Map.of(), Map.of("log.level", "error")));
        assertThat(context.getLogger("dev.sightline.app").getEffectiveLevel()).isEqualTo(Level.DEBUG);

        LogOutput.use(log(Map.of(), Map.of("log.level", "error", "log.format", "json")));
        assertThat(context.getLogger("dev.sightline.app").getEffectiveLevel()).isEqualTo(Level.DEBUG);
    }

    @Test
    void shouldRefuseAnEnvironmentThatWouldSilenceTheLog() {
        assertThatThrownBy(() -> LogOutput.begin(Map.of("SIGHTLINE_LOG_FORMAT", "xml")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("SIGHTLINE_LOG_FORMAT = ")
                .hasMessageContaining("must be one of text, json");
        assertThatThrownBy(() -> LogOutput.begin(Map.of("SIGHTLINE_LOG_LEVEL", "loud")))
                .hasMessageContaining("trace, debug, info, warn, error");
    }

    @Test
    void shouldTakeAFormatHoweverItIsWritten() {
        LogOutput.begin(Map.of("SIGHTLINE_LOG_FORMAT", "JSON", "SIGHTLINE_LOG_LEVEL", "debug"));

        assertThat(System.getProperty(LogOutput.FORMAT)).isEqualTo("json");
    }

    @Test
    void shouldTakeTheNamesOfTheEnvironmentAsBefore() {
        LogSettings log = log(Map.of("SIGHTLINE_LOG_LEVEL", "DEBUG", "SIGHTLINE_LOG_FORMAT", "json"), Map.of());

        assertThat(log.level()).contains(LogSettings.Level.DEBUG);
        assertThat(log.format()).isEqualTo(LogSettings.Format.JSON);
    }

    @Test
    void shouldRefuseAFormatThatWouldLogNothing() {
        assertThatThrownBy(() -> log(Map.of("SIGHTLINE_LOG_FORMAT", "xml"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("text, json");
    }

    private static LogSettings log(Map<String, String> environment, Map<String, String> flags) {
        return SettingsLoader.load(SightlineSettings.class, Optional.empty(), environment, flags)
                .log();
    }
}
