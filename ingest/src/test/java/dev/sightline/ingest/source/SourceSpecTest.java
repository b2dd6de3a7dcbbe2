package dev.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSpecTest {
    @Test
    void shouldTellKindsApart(@TempDir Path folder) {
        assertThat(SourceSpec.parse("a/b.mp4")).isEqualTo(new SourceSpec.VideoFile(Path.of("a/b.mp4")));
        assertThat(SourceSpec.parse(" file:///x/b.mp4 ")).isEqualTo(new SourceSpec.VideoFile(Path.of("/x/b.mp4")));
        assertThat(SourceSpec.parse(folder.toString())).isEqualTo(new SourceSpec.ImageFolder(folder));
        assertThat(SourceSpec.parse("device:2")).isEqualTo(new SourceSpec.Device(2));
        assertThat(SourceSpec.parse("RTSP://cam/1")).isEqualTo(new SourceSpec.RtspStream("RTSP://cam/1"));
        assertThat(SourceSpec.parse("https://cam/v")).isEqualTo(new SourceSpec.HttpStream("https://cam/v"));
        assertThat(SourceSpec.parse("device:2").live()).isTrue();
        assertThat(SourceSpec.parse("a.mp4").live()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "gopher://x", "device:front", "file://"})
    void shouldRefuseWhatIsNoSource(String text) {
        assertThatThrownBy(() -> SourceSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rtsp://");
    }

    @Test
    void shouldNeverPrintAPassword() {
        assertThat(SourceSpec.parse("a/b.mp4")).hasToString("a/b.mp4");
        assertThat(SourceSpec.parse("device:2")).hasToString("device:2");
        assertThat(SourceSpec.parse("rtsp://joe:secret@cam/1").toString()).isEqualTo("rtsp://***@cam/1");
        assertThat(SourceSpec.parse("rtsp://admin:p@ss/w0rd#x@127.0.0.1/x").toString())
                .isEqualTo("rtsp://***@127.0.0.1/x");
        assertThat(SourceSpec.parse("http://cam/v?user=joe&pwd=secret").toString())
                .isEqualTo("http://cam/v?user=joe&pwd=***");
        assertThat(StreamInput.of(SourceSpec.parse("rtsp://joe:secret@cam/1"), SourceOptions.defaults())
                        .toString())
                .doesNotContain("secret");
        assertThat(SourceSpec.parse("rtsp://joe:p@ss/w0rd@cam/1").toString()).isEqualTo("rtsp://***@cam/1");
        assertThat(SourceSpec.parse("http://cam/1?pwd=a/b").toString()).isEqualTo("http://cam/1?pwd=***");
        assertThatThrownBy(() -> SourceSpec.parse("rstp://joe:p@ss/w0rd@cam/1"))
                .hasMessageContaining("'rstp://***@cam/1' is not understood");
        assertThat(new SourceUnavailable("http://joe:p@ss/w0rd@cam/1 does not answer"))
                .hasMessage("http://***@cam/1 does not answer");
        assertThatThrownBy(() -> SourceSpec.parse("ftp://joe:secret@cam/1")).hasMessageNotContaining("secret");
    }
}
