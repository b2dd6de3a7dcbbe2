package dev.sightline.embedder;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.embedder.EmbedderModels.FaceModels;
import dev.sightline.embedder.UnusablePhoto.Reason;
import dev.sightline.embedder.describe.CropQuality;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.detect.Detected;
import dev.sightline.embedder.detect.FrameImage;
import dev.sightline.embedder.face.Face;
import dev.sightline.embedder.face.FaceAligner;
import dev.sightline.embedder.image.Jpeg;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.serve.FrameDescribers;
import dev.sightline.embedder.serve.TaskDescribers;
import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.picture.PictureHeader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes the one person a photo shows, for the watchlist: the face, and the body where the photo shows enough of it.
 * Safe for several threads; the models belong to the caller.
 */
public final class PhotoDescriber {
    private static final int LEAST_FACE = 24;
    /** A body is kept when it is at least this many times as high as wide: a portrait shows no clothes. */
    private static final double LEAST_BODY_ASPECT = 1.8;

    private final EmbedderModels models;
    private final InstantSource clock;
    private final Jpeg jpeg = new Jpeg(256, 90);

    /** @param clock decides which models serve now; while one is being brought in, a photo is described by both */
    public PhotoDescriber(EmbedderModels models, InstantSource clock) {
        this.models = models;
        this.clock = clock;
    }

    /**
     * The exemplars of a photo, the face first.
     *
     * @param photo JPEG or PNG; stored orientation is followed
     * @throws UnusablePhoto when it cannot be read, or shows no face, several faces, or a face too small
     * @throws IllegalStateException when faces are turned off, so that nobody can be enrolled by photo
     */
    public List<WatchlistExemplar> describe(byte[] photo) throws UnusablePhoto {
        FaceModels faces = models.faces()
                .orElseThrow(() -> new IllegalStateException(
                        "enrolling from a photo needs face models; configure embedder face models"));
        try (Picture picture = Picture.decode(photo, PictureHeader.LARGEST)) {
            Face face = only(faces.finder().inPhoto(picture));
            List<WatchlistExemplar> exemplars = new ArrayList<>();
            addFace(picture, face, faces.describers(), exemplars);
            addBody(picture, face, exemplars);
            return exemplars;
        } catch (BrokenPicture e) {
            throw new UnusablePhoto(Reason.BROKEN, "the photo cannot be read: " + e.reason());
        }
    }

    private static Face only(List<Face> faces) throws UnusablePhoto {
        if (faces.isEmpty()) {
            throw new UnusablePhoto(
                    Reason.NO_FACE, "no face is found in the photo; use one that shows the face from the front, sharp");
        }
        if (faces.size() > 1) {
            throw new UnusablePhoto(
                    Reason.SEVERAL_FACES, faces.size() + " faces are found in the photo; crop it to one person");
        }
        Face face = faces.get(0);
        if (face.box().height() < LEAST_FACE) {
            throw new UnusablePhoto(
                    Reason.POOR_FACE,
                    "the face is " + Math.round(face.box().height()) + " pixels high; at least " + LEAST_FACE
                            + " are needed, use a larger photo");
        }
        return face;
    }

    private void addFace(Picture picture, Face face, TaskDescribers describers, List<WatchlistExemplar> exemplars) {
        float quality = CropQuality.faces().of(picture, face.box(), List.of());
        try (Picture aligned = FaceAligner.align(picture, face.points())) {
            exemplars.addAll(exemplars(Modality.MODALITY_FACE, aligned, describers, quality));
        }
    }

    private void addBody(Picture picture, Face face, List<WatchlistExemplar> exemplars) {
        List<Detected> people = models.people()
                .detect(List.of(new FrameImage("photo", 1, picture)))
                .get(0);
        double x = face.box().x() + face.box().width() / 2;
        double y = face.box().y() + face.box().height() / 2;
        for (Detected person : people) {
            Region box = person.box();
            if (box.contains(x, y) && box.height() >= LEAST_BODY_ASPECT * box.width()) {
                float quality = CropQuality.people().of(picture, box, List.of());
                try (Picture crop = picture.crop(box)) {
                    exemplars.addAll(exemplars(Modality.MODALITY_PERSON, crop, models.bodies(), quality));
                }
                return;
            }
        }
    }

    private List<WatchlistExemplar> exemplars(
            Modality modality, Picture crop, TaskDescribers describers, float quality) {
        ByteString kept = ByteString.copyFrom(jpeg.encode(crop));
        long nowUs = clock.millis() * 1_000;
        try (FrameDescribers turn = describers.turn(nowUs)) {
            return Stream.of(turn.vector(), turn.next())
                    .flatMap(Optional::stream)
                    .map(describer -> exemplar(modality, crop, describer, quality, kept))
                    .toList();
        }
    }

    private static WatchlistExemplar exemplar(
            Modality modality, Picture crop, Describer describer, float quality, ByteString kept) {
        float[] raw = describer.describe(List.of(crop)).get(0);
        return WatchlistExemplar.newBuilder()
                .setModality(modality)
                .setVector(
                        UnitVector.normalize(describer.modelId(), raw, quality).toMessage())
                .setCropJpeg(kept)
                .build();
    }
}
