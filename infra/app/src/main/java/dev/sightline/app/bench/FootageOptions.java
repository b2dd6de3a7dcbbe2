package dev.sightline.app.bench;

import dev.sightline.platform.problem.UserError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to measure on, and how often. */
final class FootageOptions {
    @Option(names = "--source", paramLabel = "SOURCE", description = "Video file or folder of images; needed.")
    private @Nullable Path source;

    @Option(names = "--video", hidden = true, description = "The name of --source before 0.2.0.")
    private @Nullable Path video;

    @Option(
            names = "--frames",
            defaultValue = "60",
            paramLabel = "N",
            description = "Frames to take; default: ${DEFAULT-VALUE}.")
    private int frames;

    @Option(
            names = "--every",
            defaultValue = "5",
            paramLabel = "N",
            description = "Take one frame of this many; default: ${DEFAULT-VALUE}.")
    private int every;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "Times to measure; default: ${DEFAULT-VALUE}.")
    private int rounds;

    Path source() {
        Path named = source != null ? source : video;
        if (named == null) {
            throw new UserError("say what to measure on: --source north.mp4");
        }
        return named;
    }

    int frames() {
        return atLeastOne("--frames", frames);
    }

    int every() {
        return atLeastOne("--every", every);
    }

    int rounds() {
        return atLeastOne("--rounds", rounds);
    }

    private static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new UserError(option + " " + value + " is not allowed: use 1 or more");
        }
        return value;
    }
}
