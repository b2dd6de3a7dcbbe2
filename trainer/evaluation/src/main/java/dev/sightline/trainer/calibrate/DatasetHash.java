package dev.sightline.trainer.calibrate;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.List;

/** SHA-256 over the sorted lines {@code source TAB identity TAB camera TAB tracklet NEWLINE} of a data set. */
public final class DatasetHash {

    private DatasetHash() {}

    /** Lower-case hex; the order of the crops does not matter. */
    public static String of(List<LabeledDescriptor> crops) {
        return Checksum.of(crops.stream()
                .map(c -> String.join("\t", c.source(), c.identity(), c.camera(), c.tracklet()) + "\n")
                .sorted());
    }
}
