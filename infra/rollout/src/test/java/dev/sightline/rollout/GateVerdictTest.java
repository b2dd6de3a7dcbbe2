package dev.sightline.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.model.GateOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateVerdictTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadTheVerdictAndItsReasons() throws Exception {
        assertThat(read("{\"verdict\": \"passed\", \"reasons\": []}"))
                .isEqualTo(new GateVerdict(GateOutcome.PASSED, ""));
        assertThat(read("{\"verdict\": \"refused\", \"reasons\": [\"rank-1 falls\", \"mAP falls\"]}"))
                .isEqualTo(new GateVerdict(GateOutcome.REFUSED, "rank-1 falls; mAP falls"));
        assertThat(read("{\"verdict\": \"inconclusive\", \"reasons\": [\"12 people are too few\"]}")
                        .outcome())
                .isEqualTo(GateOutcome.INCONCLUSIVE);
    }

    @Test
    void shouldSayThatNobodyJudged() {
        assertThat(GateVerdict.read(manifest(Map.of()), folder)).isEqualTo(new GateVerdict(GateOutcome.NONE, ""));
    }

    @Test
    void shouldRefuseAReportThatIsNotTheOnePinned() throws IOException {
        Files.writeString(folder.resolve("gate.json"), "{\"verdict\": \"passed\"}");

        for (Map<String, String> lineage : List.of(Map.<String, String>of(), Map.of("gateSha256", "ab"))) {
            assertThatThrownBy(() -> GateVerdict.read(manifest(lineage), folder))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("run the gate again");
        }
    }

    @Test
    void shouldMissAReportThatWasPinned() {
        assertThatThrownBy(() -> GateVerdict.read(manifest(Map.of("gateSha256", "ab")), folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its gate.json is not in");
    }

    @Test
    void shouldNameAnUnknownVerdict() {
        assertThatThrownBy(() -> read("{\"verdict\": \"perhaps\"}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'perhaps' is unknown; allowed: passed, refused, inconclusive");
    }

    private GateVerdict read(String report) throws Exception {
        byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("gate.json"), bytes);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return GateVerdict.read(manifest(Map.of("gateSha256", sha256)), folder);
    }

    private static ModelManifest manifest(Map<String, String> lineage) {
        InputSpec input = new InputSpec(
                "images",
                InputSpec.Layout.NCHW,
                8,
                8,
                1,
                InputSpec.Color.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f),
                InputSpec.Resize.STRETCH,
                0);
        return new ModelManifest(
                ModelTask.PERSON_DESCRIPTOR,
                "net",
                "1",
                "net.onnx",
                "",
                input,
                "descriptor",
                Map.of(),
                4,
                List.of(),
                lineage,
                "none",
                "a test",
                Optional.empty());
    }
}
