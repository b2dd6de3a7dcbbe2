package dev.sightline.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HardBatchesTest {
    private static final long SEED = 3;
    private static final int PEOPLE = 20;

    /** Four crops of each person, two cameras. */
    private static List<CropLabel> labels() {
        List<CropLabel> labels = new ArrayList<>();
        for (int crop = 0; crop < 4 * PEOPLE; crop++) {
            labels.add(new CropLabel(crop / 4, crop % 2, 0));
        }
        return labels;
    }

    /** Person p is only ever mistaken for p+10 and back, by their first crops. */
    private static HardNegatives twins() {
        int[][] hardNegatives = new int[4 * PEOPLE][0];
        for (int p = 0; p < PEOPLE; p++) {
            hardNegatives[4 * p] = new int[] {4 * ((p + 10) % PEOPLE)};
        }
        return new HardNegatives(hardNegatives);
    }

    private static HardBatches batches(double share) {
        return new HardBatches(new PkSampler(labels(), new PkPolicy(6, 3, new SiteBalance.Natural(), 8), SEED), share);
    }

    @Test
    void shouldBringTheRivalOfEachIdentityWithTheVeryCrops() {
        for (int[] batch : batches(.5).epoch(0, twins())) {
            List<Integer> people =
                    Arrays.stream(batch).map(i -> i / 4).distinct().boxed().toList();
            assertThat(batch).hasSize(18);
            assertThat(people).hasSize(6);
            long pairs = people.stream()
                    .filter(p -> p < 10 && people.contains(p + 10))
                    .count();
            // Two drawn people may be twins already; then a stranger fills up.
            assertThat(pairs).isGreaterThanOrEqualTo(2);
            long twinsWithTheirCrop = people.stream()
                    .filter(p -> people.contains((p + 10) % PEOPLE))
                    .filter(p -> Arrays.stream(batch).anyMatch(i -> i == 4 * p))
                    .count();
            assertThat(twinsWithTheirCrop).isGreaterThanOrEqualTo(4);
            for (int at = 0; at < 18; at += 3) {
                assertThat(Arrays.copyOfRange(batch, at, at + 3)).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void shouldBeThePlainSamplerWithoutAShare() {
        PkSampler plain = new PkSampler(labels(), new PkPolicy(6, 3, new SiteBalance.Natural(), 8), SEED);

        assertThat(batches(0).epoch(2, twins())).usingRecursiveComparison().isEqualTo(plain.epoch(2));
    }

    @Test
    void shouldRepeatAnEpochAndFillUpWithoutRivals() {
        assertThat(batches(.5).epoch(4, twins()))
                .usingRecursiveComparison()
                .isEqualTo(batches(.5).epoch(4, twins()));
        for (int[] batch : batches(.7).epoch(1, new HardNegatives(new int[4 * PEOPLE][0]))) {
            assertThat(Arrays.stream(batch).map(i -> i / 4).distinct()).hasSize(6);
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThatThrownBy(() -> batches(1)).hasMessageContaining("use 0 to below 1");
        assertThatThrownBy(() -> batches(.5).epoch(0, new HardNegatives(new int[2][0])))
                .hasMessageContaining("Rivals of 2 crops do not fit 80 labels");
    }
}
