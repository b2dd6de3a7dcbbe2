package dev.sightline.embedder.face;

import dev.sightline.embedder.detect.Detected;
import dev.sightline.embedder.detect.FivePoints;
import dev.sightline.embedder.detect.NetworkDetector;
import dev.sightline.embedder.detect.Suppression;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Network;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.manifest.ModelPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds faces: in the upper part of a person, or anywhere in a photo. Detectors stretch what they get to a fixed shape,
 * so they are given regions of about that shape. Safe for several threads.
 */
public final class FaceFinder implements AutoCloseable {
    private static final double UPPER = 0.45;
    private static final double ASPECT = 4.0 / 3;
    private static final double[] MARGINS = {0.25, 0.6, 0};
    private static final Suppression ONE_EACH = new Suppression(0.4, 100);

    private final NetworkDetector detector;
    private final @Nullable Landmarks68 landmarks;

    /** @param landmarks may be null when the detector gives five points itself */
    public FaceFinder(NetworkDetector detector, @Nullable Landmarks68 landmarks) {
        this.detector = detector;
        this.landmarks = landmarks;
    }

    /** Loads a detector and, unless it gives five points itself, the network that finds them. */
    public static FaceFinder open(ModelPackage detector, @Nullable ModelPackage landmarks, NetworkSettings settings) {
        return new FaceFinder(
                NetworkDetector.open(detector, settings),
                landmarks == null ? null : Landmarks68.open(landmarks, settings));
    }

    /** The best face in the upper part of a person, if one is there. */
    public Optional<Face> inPerson(Picture picture, Region person) {
        double height = UPPER * person.height();
        double width = Math.max(person.width(), height * ASPECT);
        double left = person.x() + person.width() / 2 - width / 2;
        double top = person.y() - 0.1 * height;
        Region upper = Region.ofCorners(left, top, left + width, top + 1.1 * height);
        return find(picture, upper).stream()
                .filter(face -> person.contains(centerX(face), centerY(face)))
                .findFirst();
    }

    /**
     * Every face of a photo, best first. A face that fills the photo or is small in it is found too: margins and
     * quarters of the photo are tried until something is found.
     */
    public List<Face> inPhoto(Picture photo) {
        for (double margin : MARGINS) {
            List<Face> faces = find(photo, framed(photo.bounds(), margin));
            if (!faces.isEmpty()) {
                return faces;
            }
        }
        List<Face> faces = new ArrayList<>();
        double w = 0.6 * photo.width();
        double h = 0.6 * photo.height();
        for (double top : new double[] {0, photo.height() - h}) {
            for (double left : new double[] {0, photo.width() - w}) {
                faces.addAll(find(photo, framed(Region.ofCorners(left, top, left + w, top + h), 0)));
            }
        }
        List<Detected> kept = ONE_EACH.keep(faces.stream()
                .map(f -> new Detected(f.box(), f.score(), f.points()))
                .toList());
        return kept.stream()
                .flatMap(
                        d -> faces.stream().filter(f -> f.box().equals(d.box())).limit(1))
                .toList();
    }

    /** Networks in use, for measuring. */
    public Stream<Network> networks() {
        return landmarks == null ? Stream.of(detector.network()) : Stream.of(detector.network(), landmarks.network());
    }

    private List<Face> find(Picture picture, Region where) {
        float dx = (float) Math.floor(where.x());
        float dy = (float) Math.floor(where.y());
        List<Detected> found;
        try (Picture crop = picture.crop(where)) {
            found = detector.detect(List.of(crop)).get(0);
        }
        List<Face> faces = new ArrayList<>(found.size());
        for (Detected d : found) {
            Region box = d.box().moved(dx, dy);
            FivePoints points =
                    d.points() == null ? located(picture, box) : d.points().mapped(1, 1, dx, dy);
            faces.add(new Face(box, d.score(), points));
        }
        return faces;
    }

    private FivePoints located(Picture picture, Region box) {
        if (landmarks == null) {
            throw new IllegalArgumentException(
                    "this face detector gives no points; configure a face landmark model beside it");
        }
        return landmarks.locate(picture, List.of(box)).get(0);
    }

    private static Region framed(Region region, double margin) {
        double width = region.width() * (1 + margin);
        double height = region.height() * (1 + margin);
        width = Math.max(width, height * ASPECT);
        height = Math.max(height, width / ASPECT);
        double left = region.x() + region.width() / 2 - width / 2;
        double top = region.y() + region.height() / 2 - height / 2;
        return Region.ofCorners(left, top, left + width, top + height);
    }

    private static double centerX(Face face) {
        return face.box().x() + face.box().width() / 2;
    }

    private static double centerY(Face face) {
        return face.box().y() + face.box().height() / 2;
    }

    @Override
    public void close() {
        try (NetworkDetector owned = detector) {
            if (landmarks != null) {
                landmarks.close();
            }
        }
    }
}
