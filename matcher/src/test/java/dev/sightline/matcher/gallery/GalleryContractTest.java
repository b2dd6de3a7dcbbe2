package dev.sightline.matcher.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.IncomparableDescriptors;
import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every gallery index keeps, run on each of them. */
abstract class GalleryContractTest {
    private static final String MODEL = "m@1";

    /** The index under test, for vectors like {@code example}. */
    abstract Gallery gallery(UnitVector example);

    static final class SimdGalleryTest extends GalleryContractTest {
        @Override
        Gallery gallery(UnitVector example) {
            return new ExactGallery(example, new SimdDotProduct());
        }
    }

    static final class PlainGalleryTest extends GalleryContractTest {
        @Override
        Gallery gallery(UnitVector example) {
            return new ExactGallery(example, new PlainDotProduct());
        }
    }

    @Test
    void shouldAgreeWithTheOracleForAnyDimension() {
        for (int dimension : new int[] {1, 3, 7, 16, 33, 64, 250, 512}) {
            Random random = new Random(dimension);
            List<List<UnitVector>> people = new ArrayList<>();
            Gallery gallery = gallery(vector(random, dimension));
            for (int p = 0; p < 50; p++) {
                List<UnitVector> exemplars = new ArrayList<>();
                for (int e = 0; e <= p % 5; e++) {
                    exemplars.add(vector(random, dimension));
                }
                people.add(exemplars);
                gallery.put("p" + p, exemplars);
            }
            UnitVector probe = vector(random, dimension);

            List<Match> matches = gallery.nearest(probe, 50);

            assertThat(matches).as("dimension %d", dimension).hasSize(50).isSortedAccordingTo(Match.NEAREST_FIRST);
            for (Match match : matches) {
                List<UnitVector> exemplars =
                        people.get(Integer.parseInt(match.identityId().substring(1)));
                assertThat(match.squaredDistance()).isCloseTo(oracle(probe, exemplars), within(1e-5));
            }
        }
    }

    @Test
    void shouldGiveTheSameBitsEveryTime() {
        Random random = new Random(5);
        Gallery gallery = gallery(vector(random, 512));
        for (int p = 0; p < 20; p++) {
            gallery.put("p" + p, List.of(vector(random, 512), vector(random, 512)));
        }
        UnitVector probe = vector(random, 512);
        List<Match> first = gallery.nearest(probe, 20);
        for (int i = 0; i < 3_000; i++) { // long enough to be compiled in between
            assertThat(gallery.nearest(probe, 20).equals(first)).isTrue();
        }
    }

    @Test
    void shouldOrderTiesById() {
        UnitVector same = vector(new Random(1), 8);
        Gallery gallery = gallery(same);
        gallery.put("b", List.of(same));
        gallery.put("c", List.of(same));
        gallery.put("a", List.of(same));

        assertThat(gallery.nearest(same, 2)).extracting(Match::identityId).containsExactly("a", "b");
    }

    @Test
    void shouldReplaceAndRemove() {
        Random random = new Random(2);
        UnitVector old = vector(random, 8);
        UnitVector next = vector(random, 8);
        Gallery gallery = gallery(old);
        gallery.put("a", List.of(old));
        gallery.put("a", List.of(next));
        assertThat(gallery.nearest(next, 1).get(0).squaredDistance()).isCloseTo(0, within(1e-6));

        gallery.put("a", List.of());
        gallery.remove("unknown");

        assertThat(gallery.size()).isZero();
        assertThat(gallery.nearest(next, 1)).isEmpty();
    }

    @Test
    void shouldRefuseAnotherModel() {
        UnitVector ours = vector(new Random(3), 8);
        UnitVector theirs = UnitVector.normalise("other@1", ours.values(), 1);
        Gallery gallery = gallery(ours);

        assertThatThrownBy(() -> gallery.put("a", List.of(theirs))).isInstanceOf(IncomparableDescriptors.class);
        assertThatThrownBy(() -> gallery.nearest(theirs, 1))
                .isInstanceOf(IncomparableDescriptors.class)
                .hasMessageContaining("other@1");
    }

    private static double oracle(UnitVector probe, List<UnitVector> exemplars) {
        return exemplars.stream()
                .map(probe::squaredDistance)
                .sorted(Comparator.naturalOrder())
                .limit(Gallery.NEAREST_EXEMPLARS)
                .mapToDouble(d -> d)
                .average()
                .orElseThrow();
    }

    private static UnitVector vector(Random random, int dimension) {
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return UnitVector.normalise(MODEL, values, 1);
    }
}
