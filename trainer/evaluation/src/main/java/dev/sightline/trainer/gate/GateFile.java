package dev.sightline.trainer.gate;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Puts a report into the challenger's package: {@value #FILE} beside the manifest, whose lineage gets {@value #SUMMARY}
 * (one line) and {@value #SHA256} (of the file), so that a report cannot be exchanged unnoticed.
 */
public final class GateFile {
    /** Name of the report in a package folder. */
    public static final String FILE = "gate.json";

    /** Lineage key: verdict, champion and size of the data in one line. */
    public static final String SUMMARY = "gate";

    /** Lineage key: SHA-256 of the report, hex. */
    public static final String SHA256 = "gateSha256";

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
        Path fresh = folder.resolve("." + FILE + "." + ProcessHandle.current().pid() + ".new");
        Files.write(fresh, text);
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        ManifestJson.write(
                manifest.withLineage(SUMMARY, report.summary()).withLineage(SHA256, Checksum.of(text)), file);
    }
}
