package dev.sightline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

class LogLevelTest {
    @Test
    void shouldLetAServiceSayWhatItDoesAndACommandOnlyWhatIsWrong() {
        assertThat(LogLevel.of(true, false, 0)).isEqualTo(Level.INFO);
        assertThat(LogLevel.of(false, false, 0)).isEqualTo(Level.WARN);
    }

    @Test
    void shouldFollowQuietAndVerbose() {
        assertThat(LogLevel.of(true, true, 0)).isEqualTo(Level.WARN);
        assertThat(LogLevel.of(false, true, 0)).isEqualTo(Level.ERROR);
        assertThat(LogLevel.of(false, false, 1)).isEqualTo(Level.INFO);
        assertThat(LogLevel.of(false, false, 2)).isEqualTo(Level.DEBUG);
        assertThat(LogLevel.of(true, false, 1)).isEqualTo(Level.DEBUG);
    }
}
