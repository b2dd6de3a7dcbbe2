package dev.sightline.matcher.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Seeded identities with rows of several cameras, and what a gallery of them has to answer, computed in double. */
final class People {
    static final int CAMERAS = 4;

    private final Random random;
    private final int dimension;
    private final Map<String, List<Row>> known = new TreeMap<>();

    People(int seed, int dimension) {
        this.random = new Random(seed);
        this.dimension = dimension;
    }

    UnitVector vector() {
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return UnitVector.normalise("m@1", values, 1);
    }

    List<Row> rows(int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(vector(), random.nextInt(CAMERAS)));
        }
        return rows;
    }

    /** Puts so many new identities with 1 to 7 rows into the gallery. */
    Gallery fill(Gallery gallery, int identities) {
        for (int i = 0; i < identities; i++) {
            put("p" + i, rows(1 + i % 7));
        }
        known.forEach(gallery::put);
        return gallery;
    }

    void put(String id, List<Row> rows) {
        if (rows.isEmpty()) {
            known.remove(id);
        } else {
            known.put(id, rows);
        }
    }

    Map<String, List<Row>> known() {
        return known;
    }

    /** Requires the answer to a search for everybody. */
    void requireEqual(Neighbors found, UnitVector probe, int group) {
        String why = dimension + "-d, group " + group;
        assertThat(found.matches()).as(why).isSortedAccordingTo(Match.NEAREST_FIRST);
        assertThat(found.matches().stream().map(Match::identityId))
                .as(why)
                .containsExactlyInAnyOrderElementsOf(known.keySet());
        for (Match match : found.matches()) {
            Map<Integer, List<UnitVector>> byCamera = known.getOrDefault(match.identityId(), List.of()).stream()
                    .collect(Collectors.groupingBy(Row::group, Collectors.mapping(Row::vector, Collectors.toList())));
            double own = byCamera.containsKey(group) ? mean(probe, byCamera.remove(group)) : Double.POSITIVE_INFINITY;
            double across = byCamera.values().stream()
                    .mapToDouble(vectors -> mean(probe, vectors))
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
            requireClose(match.within(), own, why);
            requireClose(match.across(), across, why);
        }
        assertThat(found.across()).as(why).isEqualTo((int)
                found.matches().stream().filter(m -> m.across() < 5).count());
        assertThat(found.within()).as(why).isEqualTo((int)
                found.matches().stream().filter(m -> m.within() < 5).count());
    }

    private static void requireClose(double actual, double expected, String why) {
        if (expected == Double.POSITIVE_INFINITY) {
            assertThat(actual).as(why).isEqualTo(expected);
        } else {
            assertThat(actual).as(why).isCloseTo(expected, within(1e-5));
        }
    }

    private static double mean(UnitVector probe, List<UnitVector> exemplars) {
        return NearestMean.squaredDistance(
                exemplars.stream().mapToDouble(probe::cosine).toArray());
    }
}
