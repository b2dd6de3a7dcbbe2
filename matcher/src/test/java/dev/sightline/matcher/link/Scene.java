package dev.sightline.matcher.link;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.FrameModel;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A site whose tracklets look exactly as a test says: cosines between looks are chosen, not drawn. */
public final class Scene {
    public static final String BODY = "body@1";
    public static final String FACE = "face@1";
    private static final int DIMENSION = 32;

    private Scene() {}

    /** Thresholds at cosine .5 for one stranger in a hundred and .6 for one in ten thousand; 99 of 100 pairs within .3. */
    static Map<String, List<Calibration>> calibrations() {
        return Map.of(
                BODY, List.of(calibration(Comparison.TRACKLET_EXEMPLAR)),
                FACE, List.of(calibration(Comparison.TRACKLET_EXEMPLAR)));
    }

    public static Calibration calibration(Comparison comparison) {
        ScoreDistribution impostor = new ScoreDistribution(
                10_000, new double[] {-1, 0, 0.5, 0.55, 0.6}, new double[] {1, 0.5, 0.01, 0.001, 0.0001});
        ScoreDistribution genuine =
                new ScoreDistribution(1_000, new double[] {0.2, 0.3, 0.9}, new double[] {1, 0.99, 0.5});
        return new Calibration(comparison, "chosen", "00", 100, genuine, impostor);
    }

    /** The look of person {@code p}: orthogonal to all others. */
    public static float[] person(int p) {
        float[] values = new float[DIMENSION];
        values[p] = 1;
        return values;
    }

    /** A look at cosine {@code cosine} from {@code of}, in a direction of its own. */
    public static float[] like(float[] of, double cosine, int direction) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) (of[i] * cosine);
        }
        values[DIMENSION - 1 - direction] += (float) Math.sqrt(1 - cosine * cosine);
        return values;
    }

    /** The same cosines in the space of another model, which has more dimensions. */
    public static float[] other(float[] look) {
        float[] other = new float[look.length + 8];
        for (int i = 0; i < look.length; i++) {
            other[other.length - 1 - i] = look[i];
        }
        return other;
    }

    /** What one tracklet tells. */
    public static final class Told {
        private final String camera;
        private final String tracklet;
        private final List<Exemplar> exemplars = new ArrayList<>();
        private final List<ModalityMean> means = new ArrayList<>();
        private final List<FrameModel> models = new ArrayList<>();
        private double start;
        private double end;

        public Told(String camera, String tracklet) {
            this.camera = camera;
            this.tracklet = tracklet;
        }

        public Told from(double startSeconds) {
            start = startSeconds;
            return this;
        }

        public Told until(double endSeconds) {
            end = endSeconds;
            return this;
        }

        public Told body(float[] look, int crops) {
            return looks(Modality.MODALITY_PERSON, BODY, look, crops);
        }

        public Told face(float[] look, int crops) {
            return looks(Modality.MODALITY_FACE, FACE, look, crops);
        }

        public Told looks(Modality modality, String model, float[] look, int crops) {
            UnitVector vector = UnitVector.normalize(model, look, 0.8f);
            means.removeIf(m -> m.getModality() == modality);
            exemplars.removeIf(e -> e.getModality() == modality);
            means.add(ModalityMean.newBuilder()
                    .setModality(modality)
                    .setVector(vector.toMessage())
                    .setCount(crops)
                    .build());
            exemplars.add(Exemplar.newBuilder()
                    .setModality(modality)
                    .setVector(vector.toMessage())
                    .setCameraId(camera)
                    .setSequence(sequence(end))
                    .setCaptureTimeUs(micros(end))
                    .setQuality(0.8f)
                    .setCropJpeg(ByteString.copyFromUtf8(tracklet))
                    .build());
            return this;
        }

        /** The body as the next model sees it, beside the serving one. */
        public Told next(String model, float[] look, int crops) {
            Descriptor vector = UnitVector.normalize(model, look, 0.8f).toMessage();
            means.replaceAll(m -> m.getModality() == Modality.MODALITY_PERSON
                    ? m.toBuilder().setNextVector(vector).setNextCount(crops).build()
                    : m);
            exemplars.replaceAll(e -> e.getModality() == Modality.MODALITY_PERSON
                    ? e.toBuilder().setNextVector(vector).build()
                    : e);
            return this;
        }

        /** What the frame's bodies are described by; {@code next} may be empty. */
        public Told by(String model, String next) {
            models.clear();
            models.add(FrameModel.newBuilder()
                    .setModality(Modality.MODALITY_PERSON)
                    .setModelId(model)
                    .setNextModelId(next)
                    .build());
            return this;
        }

        public TrackerFrame confirmed() {
            return frame(Phase.PHASE_CONFIRMED);
        }

        public TrackerFrame refreshed() {
            return frame(Phase.PHASE_REFRESHED);
        }

        public TrackerFrame closed() {
            return frame(Phase.PHASE_CLOSED);
        }

        private TrackerFrame frame(Phase phase) {
            return TrackerFrame.newBuilder()
                    .setCameraId(camera)
                    .setSiteId("s")
                    .setSequence(sequence(end))
                    .setCaptureTimeUs(micros(end))
                    .addAllModels(models)
                    .addUpdates(TrackletUpdate.newBuilder()
                            .setTrackletId(tracklet)
                            .setPhase(phase)
                            .setKind(Modality.MODALITY_PERSON)
                            .setStartTimeUs(micros(start))
                            .setEndTimeUs(micros(end))
                            .setFirstSequence(sequence(start))
                            .setLastSequence(sequence(end))
                            .addAllMeans(means)
                            .addAllExemplars(exemplars))
                    .build();
        }

        private static long micros(double seconds) {
            return Math.round(seconds * 1e6);
        }

        private static long sequence(double seconds) {
            return Math.round(seconds * 10);
        }
    }

    static float[] random(Random random) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
