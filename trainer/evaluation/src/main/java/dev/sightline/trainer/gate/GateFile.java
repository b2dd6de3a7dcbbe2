package dev.sightline.trainer.gate;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.GateNames;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Puts a report into the challenger's package: {@value GateNames#FILE} beside the manifest, whose lineage gets {@value GateNames#SUMMARY}
 * (one line) and {@value GateNames#SHA256} (of the file), so that a report cannot be exchanged unnoticed.
 */
public final class GateFile {
    /** Lineage key that training writes: greatest difference between the trained and the exported network. */
    public static final String PARITY = "exportParity";

    private GateFile() {}

    /**
     * Writes the report, then the manifest.
     *
     * @param folder of the challenger's package
     * @throws IllegalArgumentException when the package is of another model
     * @throws IOException when a file cannot be written
     */
    public static void write(GateReport report, Path folder) throws IOException {
        Path file = folder.resolve(ManifestJson.FILE);
        ModelManifest manifest = ManifestJson.read(file);
        if (!manifest.modelId().equals(report.challenger())) {
            throw new IllegalArgumentException("the gate judged " + report.challenger() + ", but " + file + " is of "
                    + manifest.modelId() + "; give the challenger's own package");
        }
        byte[] text = report.json().getBytes(StandardCharsets.UTF_8);
        Path fresh = folder.resolve(
                "." + GateNames.FILE + "." + ProcessHandle.current().pid() + ".new");
        Files.write(fresh, text);
        Files.move(
                fresh,
                folder.resolve(GateNames.FILE),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        ManifestJson.write(
                manifest.withLineage(GateNames.SUMMARY, report.summary())
                        .withLineage(GateNames.SHA256, Checksum.of(text)),
                file);
    }
}
