package dev.sightline.embedder.pipeline;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a picture and the people found in it to the frame's observation: quality, crops, descriptors, faces. Depends on
 * the frame alone, so a repeated frame gives the same bytes. Safe for several threads.
 */
final class ObservationReader {
    private final EmbedderModels models;
    private final Describing describing;
    private final Cadence cadence;
    private final Jpeg jpeg;
    private final CropQuality bodyQuality = CropQuality.people();
    private final CropQuality faceQuality = CropQuality.faces();

    ObservationReader(EmbedderModels models, Describing describing) {
        this.models = models;
        this.describing = describing;
        this.cadence = new Cadence(describing.cadence());
        this.jpeg = new Jpeg(Math.max(1, describing.cropSide()), describing.cropJpegQuality());
    }

    /** The observation of a frame without a picture, or of an end of stream. */
    static Observation.Builder header(Frame frame) {
        return Observation.newBuilder()
                .setCameraId(frame.getCameraId())
                .setSiteId(frame.getSiteId())
                .setSession(frame.getSession())
                .setSequence(frame.getSequence())
                .setCaptureTimeUs(frame.getCaptureTimeUs())
                .setWidth(frame.getWidth())
                .setHeight(frame.getHeight())
                .setEndOfStream(frame.getEndOfStream());
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
        finish(bodies, models.bodies());
        models.faces().ifPresent(m -> finish(faces, m.describer()));
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

    private void finish(List<Subject> subjects, Describer describer) {
        try {
            List<float[]> raw =
                    describer.describe(subjects.stream().map(Subject::crop).toList());
            for (int i = 0; i < subjects.size(); i++) {
                Subject subject = subjects.get(i);
                if (describable(raw.get(i))) {
                    subject.detection.setVector(UnitVector.normalise(describer.modelId(), raw.get(i), subject.quality)
                            .toMessage());
                }
                if (describing.cropSide() > 0) {
                    subject.detection.setCropJpeg(ByteString.copyFrom(jpeg.encode(subject.crop)));
                }
            }
        } finally {
            subjects.forEach(subject -> subject.crop.close());
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
