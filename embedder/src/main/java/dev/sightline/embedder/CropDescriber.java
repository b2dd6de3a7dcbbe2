package dev.sightline.embedder;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.describe.CropQuality;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.face.Face;
import dev.sightline.embedder.face.FaceAligner;
import dev.sightline.embedder.face.FaceFinder;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.picture.PictureHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes image files that show one person or one face each, for calibration and evaluation: exactly what the live
 * path does with a crop. Safe for several threads.
 */
public final class CropDescriber implements AutoCloseable {

    private final Describer describer;
    private final @Nullable FaceFinder finder;
    private final CropQuality quality;

    private CropDescriber(Describer describer, @Nullable FaceFinder finder, CropQuality quality) {
        this.describer = describer;
        this.finder = finder;
        this.quality = quality;
    }

    /** Describes whole files as crops of people. */
    public static CropDescriber people(ModelPackage descriptor, NetworkSettings settings) {
        return new CropDescriber(Describer.open(descriptor, settings), null, CropQuality.people());
    }

    /** Describes whole files as faces that are aligned already. */
    public static CropDescriber alignedFaces(ModelPackage descriptor, NetworkSettings settings) {
        return new CropDescriber(Describer.open(descriptor, settings), null, CropQuality.faces());
    }

    /** Finds the best face of each file, aligns and describes it. {@code landmarks}: null when the detector has them. */
    public static CropDescriber faces(
            ModelPackage detector,
            @Nullable ModelPackage landmarks,
            ModelPackage descriptor,
            NetworkSettings settings) {
        return new CropDescriber(
                Describer.open(descriptor, settings),
                FaceFinder.open(detector, landmarks, settings),
                CropQuality.faces());
    }

    /** Manifest "id@version" of the descriptors. */
    public String modelId() {
        return describer.modelId();
    }

    /**
     * The descriptor of a file; empty when it shows no face to describe.
     *
     * @throws IOException when the file cannot be read or is no whole JPEG or PNG; the message names it
     */
    public Optional<UnitVector> describe(Path image) throws IOException {
        return describe(List.of(image)).get(0);
    }

    /** {@link #describe(Path)} of several files in one batch, in order. All are held in memory at once. */
    public List<Optional<UnitVector>> describe(List<Path> images) throws IOException {
        List<@Nullable Picture> crops = new ArrayList<>();
        List<Float> qualities = new ArrayList<>();
        try {
            for (Path image : images) {
                read(image, crops, qualities);
            }
            List<Picture> present =
                    crops.stream().filter(c -> c != null).map(c -> (Picture) c).toList();
            List<float[]> raw = describer.describe(present);
            List<Optional<UnitVector>> described = new ArrayList<>();
            int next = 0;
            for (int i = 0; i < crops.size(); i++) {
                described.add(
                        crops.get(i) == null
                                ? Optional.empty()
                                : Optional.of(
                                        UnitVector.normalize(describer.modelId(), raw.get(next++), qualities.get(i))));
            }
            return described;
        } finally {
            crops.stream().filter(c -> c != null).forEach(Picture::close);
        }
    }

    private void read(Path image, List<@Nullable Picture> crops, List<Float> qualities) throws IOException {
        Picture picture = decode(image);
        if (finder == null) {
            crops.add(picture);
            qualities.add(quality.of(picture, picture.bounds(), List.of()));
            return;
        }
        try (picture) {
            Optional<Face> best = finder.inPhoto(picture).stream().findFirst();
            crops.add(
                    best.map(face -> FaceAligner.align(picture, face.points())).orElse(null));
            qualities.add(
                    best.map(face -> quality.of(picture, face.box(), List.of())).orElse(0f));
        }
    }

    private static Picture decode(Path image) throws IOException {
        try {
            return Picture.decode(Files.readAllBytes(image), PictureHeader.LARGEST);
        } catch (BrokenPicture e) {
            throw new IOException("image " + image + " cannot be read: " + e.reason(), e);
        }
    }

    @Override
    public void close() {
        try (Describer first = describer) {
            if (finder != null) {
                finder.close();
            }
        }
    }
}
