package dev.sightline.embedder;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.embedder.EmbedderModels.FaceModels;
import dev.sightline.embedder.UnusablePhoto.Reason;
import dev.sightline.embedder.describe.CropQuality;
import dev.sightline.embedder.detect.Detected;
import dev.sightline.embedder.detect.FrameImage;
import dev.sightline.embedder.face.Face;
import dev.sightline.embedder.face.FaceAligner;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.serve.FrameDescribers;
import dev.sightline.embedder.serve.TaskDescribers;
import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.picture.PictureHeader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds everybody a photo shows, and describes one of them by the models that serve now: the face, and the body where enough of
 * it is seen. For searches; unlike {@link PhotoDescriber} it takes photos of groups, of people from behind, and crops. Safe for
 * several threads; the models belong to the caller.
 */
public final class PeopleInPhoto {
    private static final int MOST = 30;
    private static final int LEAST_FACE = 24;
    private static final int LEAST_BODY = 48;
    /** A body that is seen to less than this many times its width is a portrait or cut off: it shows no clothes. */
    private static final double LEAST_BODY_ASPECT = 1.5;
    /** A picture this much higher than wide, in which nobody is found, is a crop of one person. */
    private static final double CROP_ASPECT = 1.6;

    private static final double SAME_FACE = 0.4;

    private final EmbedderModels models;
    private final InstantSource clock;

    /** @param clock decides which models serve now */
    public PeopleInPhoto(EmbedderModels models, InstantSource clock) {
        this.models = models;
        this.clock = clock;
    }

    /**
     * Somebody in a photo.
     *
     * @param box of the person, or of the face where only that is seen; pixels of the upright photo
     * @param face where the face is
     */
    public record Seen(Region box, Optional<Region> face) {}

    /** A descriptor of somebody. */
    public record Described(Modality modality, UnitVector vector) {}

    /**
     * What a photo shows.
     *
     * @param width pixels of the upright photo
     * @param height pixels
     * @param people from left to right
     * @param unlisted how many more are seen, less clearly, than are listed
     * @param described the one who was asked for, or the only one; empty when that is not clear
     */
    public record Look(int width, int height, List<Seen> people, int unlisted, List<Described> described) {
        public Look {
            people = List.copyOf(people);
            described = List.copyOf(described);
        }
    }

    private record Somebody(@Nullable Region body, @Nullable Face face, double score) {
        Region box() {
            return body != null ? body : face != null ? face.box() : new Region(0, 0, 0, 0);
        }

        Seen seen() {
            return new Seen(box(), Optional.ofNullable(face).map(Face::box));
        }
    }

    /**
     * Looks at a photo.
     *
     * @param photo JPEG or PNG; stored orientation is followed
     * @param wanted which of the people to describe, from 1; empty: the only one
     * @throws UnusablePhoto when it cannot be read, or shows nobody, or not the one who is wanted, or too little of them
     */
    public Look look(byte[] photo, Optional<Integer> wanted) throws UnusablePhoto {
        try (Picture picture = Picture.decode(photo, PictureHeader.LARGEST)) {
            List<Somebody> seen = everybody(picture);
            List<Somebody> people = clearest(seen);
            if (people.isEmpty()) {
                throw new UnusablePhoto(
                        Reason.NOBODY,
                        "nobody is found in the photo; use one that shows the person larger, sharper or more of them");
            }
            List<Described> described = List.of();
            if (wanted.isPresent() || people.size() == 1) {
                int place = wanted.orElse(1);
                if (place < 1 || place > people.size()) {
                    throw new UnusablePhoto(
                            Reason.NOBODY, "person " + place + " is not in the photo: it shows " + people.size());
                }
                described = describe(picture, people.get(place - 1));
            }
            return new Look(
                    picture.width(),
                    picture.height(),
                    people.stream().map(Somebody::seen).toList(),
                    seen.size() - people.size(),
                    described);
        } catch (BrokenPicture e) {
            throw new UnusablePhoto(Reason.BROKEN, "the photo cannot be read: " + e.reason());
        }
    }

    private List<Somebody> everybody(Picture picture) {
        List<Face> loose = new ArrayList<>();
        models.faces().ifPresent(faces -> loose.addAll(faces.finder().inPhoto(picture)));
        List<Somebody> people = new ArrayList<>();
        for (Detected body : models.people()
                .detect(List.of(new FrameImage("photo", 1, picture)))
                .get(0)) {
            people.add(new Somebody(body.box(), face(picture, body.box(), loose), body.score()));
        }
        loose.forEach(face -> people.add(new Somebody(null, face, face.score())));
        if (people.isEmpty() && picture.height() >= CROP_ASPECT * picture.width()) {
            people.add(new Somebody(picture.bounds(), null, 1));
        }
        return people;
    }

    private static List<Somebody> clearest(List<Somebody> people) {
        return people.stream()
                .sorted(Comparator.comparingDouble(Somebody::score).reversed())
                .limit(MOST)
                .sorted(Comparator.comparingDouble(somebody -> somebody.box().x()))
                .toList();
    }

    /**
     * The best face of a body: one that is found in its upper part, as in frames, or one of the whole photo, for a portrait is
     * all face. Those of the photo that show this face are taken out of {@code loose}.
     */
    private @Nullable Face face(Picture picture, Region body, List<Face> loose) {
        Face best = models.faces()
                .flatMap(faces -> faces.finder().inPerson(picture, body))
                .orElse(null);
        for (Face face : loose) {
            Region box = face.box();
            boolean inside = body.contains(box.x() + box.width() / 2, box.y() + box.height() / 2);
            if (inside && (best == null || face.score() > best.score())) {
                best = face;
            }
        }
        Face own = best;
        loose.removeIf(face -> own != null && face.box().iou(own.box()) > SAME_FACE);
        return own;
    }

    private List<Described> describe(Picture picture, Somebody somebody) throws UnusablePhoto {
        List<Described> described = new ArrayList<>();
        Region body = somebody.body();
        if (body != null && body.height() >= LEAST_BODY && body.height() >= LEAST_BODY_ASPECT * body.width()) {
            try (Picture crop = picture.crop(body)) {
                float quality = CropQuality.people().of(picture, body, List.of());
                vector(models.bodies(), crop, quality)
                        .ifPresent(vector -> described.add(new Described(Modality.MODALITY_PERSON, vector)));
            }
        }
        Face face = somebody.face();
        Optional<FaceModels> faces = models.faces();
        if (face != null && faces.isPresent() && face.box().height() >= LEAST_FACE) {
            float quality = CropQuality.faces().of(picture, face.box(), List.of());
            try (Picture aligned = FaceAligner.align(picture, face.points())) {
                vector(faces.get().describers(), aligned, quality)
                        .ifPresent(vector -> described.add(new Described(Modality.MODALITY_FACE, vector)));
            }
        }
        if (described.isEmpty()) {
            throw new UnusablePhoto(
                    Reason.NOBODY,
                    "too little of this person is seen: a body needs " + LEAST_BODY
                            + " pixels in height and to be seen from head to knee, a face " + LEAST_FACE
                            + " pixels; use a larger photo");
        }
        return described;
    }

    private Optional<UnitVector> vector(TaskDescribers describers, Picture crop, float quality) {
        try (FrameDescribers turn = describers.turn(clock.millis() * 1_000)) {
            return turn.vector()
                    .flatMap(describer -> StoredCropDescriber.vector(
                            describer, describer.describe(List.of(crop)).get(0), quality));
        }
    }
}
