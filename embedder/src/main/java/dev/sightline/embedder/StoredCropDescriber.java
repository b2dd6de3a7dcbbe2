package dev.sightline.embedder;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.embedder.serve.PackageOpener;
import dev.sightline.embedder.serve.UnusableModel;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.platform.picture.BrokenPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes crops that were kept, by a model that is being brought in. A kept crop is smaller than what the live path
 * described and was a JPEG once more, so the descriptors are near those of the frame, not the same. Safe for several
 * threads.
 */
public final class StoredCropDescriber implements AutoCloseable {
    private static final long MAX_PIXELS = 34_000_000;

    private final Describer describer;

    private StoredCropDescriber(Describer describer) {
        this.describer = describer;
    }

    /**
     * One kept crop.
     *
     * @param jpeg a person, or an aligned face
     * @param quality carried over to the descriptor, 0..1
     */
    public record Crop(byte[] jpeg, float quality) {}

    /**
     * Loads a descriptor and tries it out, as an embedder does before it lets it serve.
     *
     * @throws UnusableModel when it describes badly; the message says what to do
     */
    public static StoredCropDescriber open(ModelPackage descriptor, NetworkSettings settings) throws UnusableModel {
        String task = descriptor.manifest().task().label();
        return new StoredCropDescriber(
                new PackageOpener(task, descriptor, id -> descriptor, settings).open(descriptor.reference()));
    }

    /** Manifest "id@version" of the descriptors. */
    public String modelId() {
        return describer.modelId();
    }

    /** Descriptors in order; empty where the crop is no whole picture or shows nothing to describe. */
    public List<Optional<UnitVector>> describe(List<Crop> crops) {
        return describe(describer, crops);
    }

    /** {@link #describe(List)} by a describer that is loaded already. */
    static List<Optional<UnitVector>> describe(Describer describer, List<Crop> crops) {
        List<Picture> pictures = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<Optional<UnitVector>> described = new ArrayList<>();
        try {
            for (Crop crop : crops) {
                described.add(Optional.empty());
                decode(crop).ifPresent(picture -> {
                    pictures.add(picture);
                    places.add(described.size() - 1);
                });
            }
            List<float[]> raw = pictures.isEmpty() ? List.of() : describer.describe(pictures);
            for (int i = 0; i < raw.size(); i++) {
                int place = places.get(i);
                described.set(
                        place, vector(describer, raw.get(i), crops.get(place).quality()));
            }
            return described;
        } finally {
            pictures.forEach(Picture::close);
        }
    }

    /** Empty when a network made nothing of a crop. */
    static Optional<UnitVector> vector(Describer describer, float[] raw, float quality) {
        double squares = 0;
        for (float v : raw) {
            squares += (double) v * v;
        }
        return squares > 0 && Double.isFinite(squares)
                ? Optional.of(UnitVector.normalize(describer.modelId(), raw, quality))
                : Optional.empty();
    }

    private static Optional<Picture> decode(Crop crop) {
        try {
            return Optional.of(Picture.decode(crop.jpeg(), MAX_PIXELS));
        } catch (BrokenPicture e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        describer.close();
    }
}
