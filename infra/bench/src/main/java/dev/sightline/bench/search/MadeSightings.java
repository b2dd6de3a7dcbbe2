package dev.sightline.bench.search;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.SightingView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Sightings of made-up people, each computed from its number: six a person, over 10 sites of 10 cameras and 100 days, every
 * fourth with a face. Descriptors spread over directions whose variance falls off, as those of networks do.
 */
final class MadeSightings {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final int DAYS = 100;
    private static final int EACH = 6;
    private static final int BODY = 256;
    private static final int FACE = 512;
    private static final double NOISE = .35;

    private final long seed;
    private final int count;

    MadeSightings(long seed, int count) {
        this.seed = seed;
        this.count = count;
    }

    SightingView sighting(int number) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        int site = random.nextInt(10);
        int camera = random.nextInt(10);
        Instant start = BEGIN.plusSeconds((long) (random.nextDouble() * DAYS * 86_400));
        String cameraId = "s" + site + "c" + camera;
        List<ExemplarView> exemplars = number % 4 == 0
                ? List.of(
                        exemplar(Modality.MODALITY_PERSON, number, cameraId),
                        exemplar(Modality.MODALITY_FACE, number, cameraId))
                : List.of(exemplar(Modality.MODALITY_PERSON, number, cameraId));
        return new SightingView(
                cameraId + "/1/t" + number,
                "s" + site + "/p" + person(number),
                "s" + site,
                cameraId,
                1,
                0,
                10,
                start,
                start.plusSeconds(10),
                true,
                false,
                Optional.empty(),
                Evidence.getDefaultInstance(),
                exemplars);
    }

    private ExemplarView exemplar(Modality modality, int number, String camera) {
        return new ExemplarView(modality, vector(modality, number), .8f, camera, 1, number, 0, BEGIN, Optional.empty());
    }

    /** What a sighting shows of its person. */
    UnitVector vector(Modality modality, int number) {
        return vector(modality, person(number), seed + 7L * number + 1);
    }

    /** The person of a sighting as seen once more. */
    UnitVector probe(Modality modality, int number) {
        return vector(modality, person(number), ~(seed + number));
    }

    /** What words look for: nobody in particular. */
    UnitVector direction(int number) {
        return vector(Modality.MODALITY_PERSON, -1 - number, number);
    }

    private int person(int number) {
        return number % Math.max(1, count / EACH);
    }

    private UnitVector vector(Modality modality, int person, long view) {
        int dimension = modality == Modality.MODALITY_FACE ? FACE : BODY;
        SplittableRandom who = new SplittableRandom(seed ^ (0x9e3779b97f4a7c15L * (person + 1)) ^ dimension);
        SplittableRandom noise = new SplittableRandom(view * 0x2545f4914f6cdd1dL + dimension);
        float[] raw = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            double spread = 1 / Math.sqrt(1 + i / 16.0);
            raw[i] = (float) (spread * (who.nextGaussian() + NOISE * 2 * noise.nextGaussian()));
        }
        return UnitVector.normalize(modality == Modality.MODALITY_FACE ? "face@1" : "body@1", raw, .8f);
    }
}
