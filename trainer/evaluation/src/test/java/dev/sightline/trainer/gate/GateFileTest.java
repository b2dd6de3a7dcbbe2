package dev.sightline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.manifest.GateNames;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldPutTheReportIntoThePackage() throws IOException, NoSuchAlgorithmException {
        ManifestJson.write(manifest("new"), folder.resolve(ManifestJson.FILE));
        GateReport report = report("new@1");

        GateFile.write(report, folder);

        byte[] written = Files.readAllBytes(folder.resolve(GateNames.FILE));
        assertThat(new String(written, java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(report.json());
        ModelManifest manifest = ManifestJson.read(folder.resolve(ManifestJson.FILE));
        assertThat(manifest.lineage())
                .containsEntry("recipe", "by hand")
                .containsEntry("gate", "inconclusive against old@1 on 3 people, 12 queries")
                .containsEntry(
                        "gateSha256",
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(written)));
    }

    @Test
    void shouldRefuseAnotherModelsPackage() {
        ManifestJson.write(manifest("other"), folder.resolve(ManifestJson.FILE));

        assertThatThrownBy(() -> GateFile.write(report("new@1"), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("judged new@1")
                .hasMessageContaining("other@1");
        assertThat(folder.resolve(GateNames.FILE)).doesNotExist();
    }

    private static GateReport report(String challenger) {
        return new GateReport(
                "old@1",
                challenger,
                "0".repeat(64),
                new GateReport.Size(3, 12, 18),
                List.of(new Check("people", Check.Outcome.UNCLEAR, "too few", Map.of("people", 3))));
    }

    private static ModelManifest manifest(String id) {
        return new ModelManifest(
                ModelTask.PERSON_DESCRIPTOR,
                id,
                "1",
                "",
                "",
                new InputSpec(
                        "images",
                        InputSpec.Layout.NCHW,
                        64,
                        128,
                        1,
                        InputSpec.Color.RGB,
                        List.of(0f, 0f, 0f),
                        List.of(1f, 1f, 1f),
                        InputSpec.Resize.STRETCH,
                        0),
                "colour-strip",
                Map.of(),
                8,
                List.of(),
                Map.of("recipe", "by hand"),
                "Apache-2.0",
                "made up",
                Optional.empty());
    }
}
