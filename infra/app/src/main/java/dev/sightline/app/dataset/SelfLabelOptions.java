package dev.sightline.app.dataset;

import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.pair.SelfLabelPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which labels a system may give itself. */
public final class SelfLabelOptions {
    private static final Set<String> KINDS = Set.of("tracklet", "time", "link");

    @Option(
            names = "--self-labels",
            split = ",",
            paramLabel = "KIND",
            description = {
                "Labels that need nobody to look: tracklet (one stay, one person), time (two stays in one camera at one",
                "time, two people), link (clear links across cameras). Comma-separated; none by default."
            })
    private List<String> kinds = List.of();

    @Option(
            names = "--min-overlap",
            defaultValue = "0.5",
            paramLabel = "SECONDS",
            description = "Two stays must share this time to count as two people.")
    private double minOverlap;

    @Option(
            names = "--link-model",
            paramLabel = "MODEL",
            description = "Calibrated model that finds clear links where no matcher ran.")
    private @Nullable String linkModel;

    @Option(
            names = "--link-fmr",
            defaultValue = "1e-3",
            paramLabel = "RATE",
            description = "False match rate of the threshold that a clear link stays far below.")
    private double linkFmr;

    @Option(
            names = "--link-share",
            defaultValue = "0.5",
            paramLabel = "SHARE",
            description = "A clear link's squared distance is at most this share of the threshold.")
    private double distanceShare;

    @Option(
            names = "--link-margin",
            defaultValue = "0.25",
            paramLabel = "SHARE",
            description = "The next best is farther by at least this share of the threshold.")
    private double marginShare;

    /** Whether any kind is wanted. */
    public boolean any() {
        return !kinds.isEmpty();
    }

    /** The policy these options make. */
    public SelfLabelPolicy policy() {
        Set<String> wanted = new HashSet<>(kinds);
        if (!KINDS.containsAll(wanted)) {
            throw new UserError("--self-labels is '" + String.join(",", kinds) + "'; allowed: tracklet, time, link");
        }
        return new SelfLabelPolicy(
                wanted.contains("tracklet"),
                wanted.contains("time"),
                wanted.contains("link"),
                Duration.ofMillis(Math.round(minOverlap * 1000)),
                distanceShare,
                marginShare);
    }

    /** The model that finds links in files. */
    public String requireLinkModel() {
        if (linkModel == null) {
            throw new UserError("--self-labels link needs --link-model with files, for no matcher has linked them");
        }
        return linkModel;
    }

    public double linkFmr() {
        return linkFmr;
    }
}
