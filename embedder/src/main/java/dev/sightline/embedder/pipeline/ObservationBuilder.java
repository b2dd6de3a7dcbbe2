package dev.sightline.embedder.pipeline;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderModels.FaceModels;
import dev.sightline.embedder.EmbedderPolicy.Describing;
import dev.sightline.embedder.describe.CropQuality;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.detect.Detected;
import dev.sightline.embedder.face.Face;
import dev.sightline.embedder.face.FaceAligner;
import dev.sightline.embedder.image.Jpeg;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.serve.FrameDescribers;
import dev.sightline.embedder.serve.TaskDescribers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * From a picture and the people found in it to the frame's observation: quality, crops, descriptors, faces. Depends on
 * the frame and the models assigned to its capture time alone, so a repeated frame gives the same bytes; only the camera's
 * shift, which {@link FramePipeline} adds, needs the frame before. Safe for several threads.
 */
final class ObservationBuilder {
    private final EmbedderModels models;
    private final Describing describing;
    private final Cadence cadence;
    private final Jpeg jpeg;
    private final CropQuality bodyQuality = CropQuality.people();
    private final CropQuality faceQuality = CropQuality.faces();

    ObservationBuilder(EmbedderModels models, Describing describing) {
        this.models = models;
        this.describing = describing;
        this.cadence = new Cadence(describing.cadence());
        this.jpeg = new Jpeg(Math.max(1, describing.cropSide()), describing.cropJpegQuality());
    }

    /** The observation of a frame without a picture, or of an end of stream. */
    static Observation.Builder header(Frame frame) {
        Observation.Builder header = Observation.newBuilder();
        if (frame.hasPlace()) {
            header.setPlace(frame.getPlace());
        }
        return header.setCameraId(frame.getCameraId())
                .setSiteId(frame.getSiteId())
                .setSession(frame.getSession())
                .setSequence(frame.getSequence())
                .setCaptureTimeUs(frame.getCaptureTimeUs())
                .setWidth(frame.getWidth())
                .setHeight(frame.getHeight())
                .setEndOfStream(frame.getEndOfStream())
                .setArrivalTimeUs(frame.getArrivalTimeUs());
    }

    /** Reads one frame. */
    Observation read(Frame frame, Picture picture, List<Detected> people) {
        List<Region> boxes = people.stream().map(Detected::box).toList();
        List<Detection.Builder> detections = new ArrayList<>();
        List<Subject> bodies = new ArrayList<>();
        List<Subject> faces = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Region box = boxes.get(i);
            List<Region> others = without(boxes, i);
            float quality = bodyQuality.of(picture, box, others);
            Detection.Builder person = detection(detections.size(), Modality.MODALITY_PERSON, people.get(i), quality);
            detections.add(person);
            boolean alone = others.stream().noneMatch(other -> other.intersection(box) > 0);
            if (quality >= describing.leastQuality() && (!alone || cadence.describes(frame, i))) {
                bodies.add(new Subject(person, picture.crop(box), quality));
                face(picture, box).ifPresent(found -> faces.add(found.at(person.getIndex())));
            }
        }
        for (Subject face : faces) {
            face.detection.setIndex(detections.size());
            detections.add(face.detection);
        }
        finish(bodies, models.bodies(), frame);
        models.faces().ifPresent(m -> finish(faces, m.describers(), frame));
        Observation.Builder observation = header(frame);
        detections.forEach(observation::addDetections);
        return observation.build();
    }

    private Optional<Subject> face(Picture picture, Region person) {
        if (person.height() < describing.leastFacePerson()) {
            return Optional.empty();
        }
        Optional<Face> found = models.faces().map(FaceModels::finder).flatMap(f -> f.inPerson(picture, person));
        return found.map(face -> {
            float quality = faceQuality.of(picture, face.box(), List.of());
            Detection.Builder detection = detection(
                            0, Modality.MODALITY_FACE, new Detected(face.box(), face.score()), quality)
                    .addAllLandmarks(face.points().toMessages());
            return new Subject(detection, FaceAligner.align(picture, face.points()), quality);
        });
    }

    private void finish(List<Subject> subjects, TaskDescribers describers, Frame frame) {
        if (subjects.isEmpty()) {
            return;
        }
        List<Picture> crops = subjects.stream().map(Subject::crop).toList();
        try (FrameDescribers turn = describers.turn(frame.getCaptureTimeUs())) {
            turn.vector().ifPresent(d -> describe(d, subjects, crops, Detection.Builder::setVector));
            turn.next().ifPresent(d -> describe(d, subjects, crops, Detection.Builder::setNextVector));
            if (describing.cropSide() > 0) {
                subjects.forEach(s -> s.detection.setCropJpeg(ByteString.copyFrom(jpeg.encode(s.crop))));
            }
        } finally {
            crops.forEach(Picture::close);
        }
    }

    private static void describe(
            Describer describer,
            List<Subject> subjects,
            List<Picture> crops,
            BiConsumer<Detection.Builder, Descriptor> keep) {
        List<float[]> raw = describer.describe(crops);
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            if (describable(raw.get(i))) {
                UnitVector vector = UnitVector.normalize(describer.modelId(), raw.get(i), subject.quality);
                keep.accept(subject.detection, vector.toMessage());
            }
        }
    }

    private static boolean describable(float[] raw) {
        double squares = 0;
        for (float v : raw) {
            squares += (double) v * v;
        }
        return squares > 0 && !Double.isInfinite(squares);
    }

    private static Detection.Builder detection(int index, Modality modality, Detected found, float quality) {
        return Detection.newBuilder()
                .setIndex(index)
                .setModality(modality)
                .setBox(found.box().toMessage())
                .setScore(found.score())
                .setQuality(quality)
                .setPersonIndex(-1);
    }

    private static List<Region> without(List<Region> boxes, int index) {
        List<Region> others = new ArrayList<>(boxes);
        others.remove(index);
        return others;
    }

    /** A box that is to be described: its message and its crop, which is closed once it is. */
    private record Subject(Detection.Builder detection, Picture crop, float quality) {
        Subject at(int person) {
            detection.setPersonIndex(person);
            return this;
        }
    }
}
