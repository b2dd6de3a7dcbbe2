package dev.sightline.trainer.calibrate;

import dev.sightline.trainer.labelled.LabelledDescriptor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over the sorted lines {@code source TAB identity TAB camera TAB tracklet NEWLINE} of a data set. */
public final class DatasetHash {

    private DatasetHash() {}

    /** Lower-case hex; the order of the crops does not matter. */
    public static String of(List<LabelledDescriptor> crops) {
        MessageDigest digest = sha256();
        crops.stream()
                .map(c -> String.join("\t", c.source(), c.identity(), c.camera(), c.tracklet()) + "\n")
                .sorted()
                .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
