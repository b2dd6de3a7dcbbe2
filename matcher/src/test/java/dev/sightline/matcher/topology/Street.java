package dev.sightline.matcher.topology;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Generated footage: people walk through cameras one after another; each looks like a random unit vector, seen with noise.
 * Same seed, same footage.
 */
public final class Street {
    public static final String SITE = "street";
    public static final String MODEL = "generated@1";
    private static final int DIMENSION = 64;
    private static final long FRAME_US = 100_000;

    private final long seed;
    private final int people;
    private final double noise;

    /** @param noise length of what is added to a look of length one */
    public Street(long seed, int people, double noise) {
        this.seed = seed;
        this.people = people;
        this.noise = noise;
    }

    public static Camera camera(String id, String source) {
        return Camera.newBuilder()
                .setCameraId(id)
                .setSiteId(SITE)
                .setSource(source)
                .build();
    }

    /** Impostors up to cosine .5, genuine pairs from .6: what {@link #Street} shows with little noise. */
    public static Map<String, List<Calibration>> calibrations() {
        return Map.of(MODEL, List.of(calibration(Comparison.TRACKLET_EXEMPLAR)));
    }

    /** The same for every generated model; nothing for others. */
    public static List<Calibration> calibrations(String modelId) {
        return modelId.startsWith("generated@") ? List.of(calibration(Comparison.TRACKLET_EXEMPLAR)) : List.of();
    }

    /** Generated distributions: impostor cosines fall off from -.4 to .5, genuine ones rise from .6. */
    public static Calibration calibration(Comparison comparison) {
        ScoreDistribution impostor = new ScoreDistribution(
                10_000, new double[] {-0.4, 0, 0.2, 0.3, 0.4, 0.5}, new double[] {1, 0.5, 0.1, 0.01, 0.001, 0.0001});
        ScoreDistribution genuine = new ScoreDistribution(
                1_000, new double[] {0.55, 0.6, 0.7, 0.8, 0.9, 1}, new double[] {1, 0.999, 0.99, 0.9, 0.5, 0.001});
        return new Calibration(comparison, "generated", "00", 100, genuine, impostor);
    }

    /** Everybody walks through, two at a time, ten frames a second; {@code delaySeconds} after the epoch it begins. */
    public List<Observation> walk(String camera, double delaySeconds) {
        List<Observation> frames = new ArrayList<>();
        Random random = new Random(seed * 31 + camera.hashCode());
        int perPerson = 40;
        int total = perPerson * people / 2 + perPerson;
        for (int f = 0; f < total; f++) {
            Observation.Builder frame = frame(camera, f + 1, delaySeconds);
            for (int p = 0; p < people; p++) {
                int since = f - perPerson * p / 2;
                if (since >= 0 && since < perPerson) {
                    frame.addDetections(person(frame.getDetectionsCount(), p, since * 20, random));
                }
            }
            frames.add(frame.build());
        }
        frames.add(frame(camera, total + 1, delaySeconds).setEndOfStream(true).build());
        return frames;
    }

    /** The look of a person, without noise. */
    public UnitVector look(int person) {
        Random random = new Random(seed * 7919 + person);
        return UnitVector.normalize(MODEL, gaussian(random, 1), 1);
    }

    private Observation.Builder frame(String camera, int sequence, double delaySeconds) {
        return Observation.newBuilder()
                .setCameraId(camera)
                .setSiteId(SITE)
                .setSequence(sequence)
                .setCaptureTimeUs((long) (delaySeconds * 1e6) + sequence * FRAME_US)
                .setWidth(1000)
                .setHeight(600);
    }

    private Detection person(int index, int person, float x, Random random) {
        float[] values = look(person).values();
        float[] noisy = gaussian(random, noise / Math.sqrt(DIMENSION));
        for (int i = 0; i < values.length; i++) {
            noisy[i] += values[i];
        }
        return Detection.newBuilder()
                .setIndex(index)
                .setModality(Modality.MODALITY_PERSON)
                .setBox(Box.newBuilder()
                        .setX(x)
                        .setY(100 + 200 * (person % 2))
                        .setWidth(60)
                        .setHeight(150))
                .setScore(0.9f)
                .setQuality(0.8f)
                .setVector(UnitVector.normalize(MODEL, noisy, 0.8f).toMessage())
                .setCropJpeg(ByteString.copyFrom(new byte[] {(byte) person, 1, 2}))
                .build();
    }

    private static float[] gaussian(Random random, double scale) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * scale);
        }
        return values;
    }
}
