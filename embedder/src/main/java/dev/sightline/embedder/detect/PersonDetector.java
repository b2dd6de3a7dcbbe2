package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.network.Network;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.manifest.ModelPackage;
import java.util.List;
import java.util.Optional;

/** Finds people in frames. What it finds in a frame depends on that frame alone. Safe for several threads. */
public interface PersonDetector extends AutoCloseable {

    /** What each frame shows, best first, clamped to the picture. */
    List<List<Detected>> detect(List<FrameImage> frames);

    /** The network behind it; empty for built-in detectors. */
    Optional<Network> network();

    /** Whether frames of equal size may usefully share a call. */
    default boolean batches() {
        return network().map(Network::batches).orElse(true);
    }

    @Override
    void close();

    /** The detector of a package, by the decoder its manifest names. */
    static PersonDetector open(ModelPackage model, NetworkSettings settings) {
        return model.manifest().decoder().equals(WholeFrame.DECODER)
                ? new WholeFrame()
                : of(NetworkDetector.open(model, settings));
    }

    /** A network as a person detector, which it then owns. */
    static PersonDetector of(NetworkDetector detector) {
        return new PersonDetector() {
            @Override
            public List<List<Detected>> detect(List<FrameImage> frames) {
                List<Picture> pictures =
                        frames.stream().map(FrameImage::picture).toList();
                return detector.detect(pictures);
            }

            @Override
            public Optional<Network> network() {
                return Optional.of(detector.network());
            }

            @Override
            public void close() {
                detector.close();
            }
        };
    }
}
