package dev.sightline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildVersionTest {
    @Test
    void shouldPrintTheVersionOfTheBuild() throws Exception {
        assertThat(new BuildVersion().getVersion()[0]).matches("Sightline \\d+\\.\\d+\\.\\d+\\S*( \\(commit \\S+\\))?");
    }

    @Test
    void shouldNameTheCommitWhereTheBuildKnewIt() {
        Properties build = new Properties();
        build.setProperty("version", "1.2.3");
        build.setProperty("commit", "0123456789ab");

        assertThat(BuildVersion.line(build)).isEqualTo("Sightline 1.2.3 (commit 0123456789ab)");
    }
}
