package dev.sightline.app.evaluate;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --truth} and {@code --predicted}: the two files that are compared. */
final class TruthOptions {
    @Option(names = "--truth", required = true, paramLabel = "FILE", description = "MOTChallenge gt.txt, or CSV.")
    private Path truth;

    @Option(
            names = "--predicted",
            required = true,
            paramLabel = "FILE",
            description = "What was found: tracks.csv, MOT results, or detections with scores.")
    private Path predicted;

    Path truth() {
        return truth;
    }

    Path predicted() {
        return predicted;
    }
}
