package dev.sightline.store.search;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.SightingView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Sightings of made-up people, each computed from its number: five a person, two sites of three cameras, every third with a face. */
final class People {
    static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final int EACH = 5;

    private People() {}

    static String tracklet(int number) {
        return "c" + number % 6 + "/1/t" + number;
    }

    static String identity(int number) {
        return site(number) + "/p" + number / EACH;
    }

    static String site(int number) {
        return number / EACH % 2 == 0 ? "hall" : "yard";
    }

    static SightingView sighting(int number) {
        List<ExemplarView> exemplars = new ArrayList<>(List.of(exemplar(Modality.MODALITY_PERSON, number)));
        if (number % 3 == 0) {
            exemplars.add(exemplar(Modality.MODALITY_FACE, number));
        }
        Instant start = BEGIN.plusSeconds(60L * number);
        return new SightingView(
                tracklet(number),
                identity(number),
                site(number),
                "c" + number % 6,
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

    /** What a sighting of a person shows. */
    static UnitVector vector(Modality modality, int number) {
        return vector(modality, number / EACH, number + 1);
    }

    /** The person of a sighting as seen once more. */
    static UnitVector probe(Modality modality, int number) {
        return vector(modality, number / EACH, -1 - number);
    }

    private static UnitVector vector(Modality modality, int person, long view) {
        SplittableRandom who = new SplittableRandom(7_919L * person + modality.getNumber());
        SplittableRandom noise = new SplittableRandom(104_729L * view + modality.getNumber());
        float[] raw = new float[64];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) (who.nextDouble(-1, 1) + .6 * noise.nextDouble(-1, 1));
        }
        return UnitVector.normalize(modality == Modality.MODALITY_FACE ? "face@1" : "body@1", raw, .8f);
    }

    private static ExemplarView exemplar(Modality modality, int number) {
        return new ExemplarView(
                modality, vector(modality, number), .8f, "c" + number % 6, 1, number, 0, BEGIN, Optional.empty());
    }
}
