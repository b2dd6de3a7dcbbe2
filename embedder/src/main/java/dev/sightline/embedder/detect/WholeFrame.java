package dev.sightline.embedder.detect;

import dev.sightline.embedder.network.Network;
import java.util.List;
import java.util.Optional;

/** Takes every picture for one person, whole: for folders of crops. Needs no network. */
public final class WholeFrame implements PersonDetector {
    /** The decoder's name in manifests. */
    public static final String DECODER = "whole-frame";

    @Override
    public List<List<Detected>> detect(List<FrameImage> frames) {
        return frames.stream()
                .map(frame -> List.of(new Detected(frame.picture().bounds(), 1)))
                .toList();
    }

    @Override
    public Optional<Network> network() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
