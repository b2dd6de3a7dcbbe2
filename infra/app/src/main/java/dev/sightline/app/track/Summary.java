package dev.sightline.app.track;

import dev.sightline.app.results.BatchResults;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a batch found, in a few lines. */
public final class Summary {
    private Summary() {}

    /** Counts, and where the files lie. */
    public static String of(BatchResults results, Path out) {
        Map<String, List<String>> identities = results.camerasByIdentity();
        long several = identities.values().stream().filter(c -> c.size() > 1).count();
        return String.format(
                "%d identities, %d of them on more than one camera; %d boxes, %d alerts.%nResults: %s",
                identities.size(), several, results.rows().size(), results.alertCount(), out.toAbsolutePath());
    }
}
