package dev.sightline.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairSamplersTest {
    private static final long SEED = 4;

    /** Crops 0, 1, 2 are one person and 3, 4 another; 5 is known alone; nobody told 3 and 5 apart. */
    private static final List<CropPair> PAIRS = List.of(
            new CropPair(0, 1, true),
            new CropPair(3, 4, true),
            new CropPair(1, 2, true),
            new CropPair(2, 3, false),
            new CropPair(0, 5, false),
            new CropPair(0, 2, false)); // contradicts the others

    @Test
    void shouldMakeBatchesOfPairsInTheShareAsked() {
        PairSampler sampler = new PairSampler(PAIRS, new PairSampler.Epoch(2, .5, 3), SEED);

        List<LabeledBatch> epoch = sampler.epoch(0);

        assertThat(epoch).hasSize(3);
        Set<String> seen = new HashSet<>();
        for (LabeledBatch batch : epoch) {
            int same = 0;
            for (int p = 0; p < 2; p++) {
                int first = batch.crops()[2 * p];
                int second = batch.crops()[2 * p + 1];
                boolean alike = batch.labels()[2 * p] == batch.labels()[2 * p + 1];
                assertThat(PAIRS).contains(new CropPair(first, second, alike));
                seen.add(first + "-" + second);
                same += alike ? 1 : 0;
            }
            assertThat(same).isEqualTo(1);
        }
        assertThat(seen).hasSize(6);
        assertThat(sampler.epoch(0)).usingRecursiveComparison().isEqualTo(epoch);
    }

    @Test
    void shouldDrawTripletsOnlyFromWhatWasSaid() {
        TripletSampler sampler = new TripletSampler(PAIRS, 1, 3, SEED);
        Set<Set<Integer>> strangers = new HashSet<>();

        for (int epoch = 0; epoch < 20; epoch++) {
            for (LabeledBatch batch : sampler.epoch(epoch)) {
                int[] crops = batch.crops();
                assertThat(batch.labels()).containsExactly(0, 0, 1);
                assertThat(crops).doesNotHaveDuplicates();
                assertThat(crops[0] <= 2).isEqualTo(crops[1] <= 2);
                assertThat(Set.of(crops[0], crops[1])).doesNotContain(5);
                strangers.add(Set.of(crops[0], crops[2]));
            }
        }
        assertThat(strangers).containsExactlyInAnyOrder(Set.of(2, 3), Set.of(0, 5));
        assertThat(sampler.epoch(7)).usingRecursiveComparison().isEqualTo(sampler.epoch(7));
    }

    @Test
    void shouldShowEachCropTwiceAndNoneElseInItsName() {
        ViewSampler sampler = new ViewSampler(10, 4, 2, 3, SEED);

        List<LabeledBatch> epoch = sampler.epoch(0);

        assertThat(epoch).hasSize(3);
        Set<Integer> seen = new HashSet<>();
        for (LabeledBatch batch : epoch) {
            assertThat(batch.labels())
                    .containsExactly(Arrays.stream(batch.crops()).asLongStream().toArray());
            Set<Integer> own = new HashSet<>();
            for (int i = 0; i < 8; i += 2) {
                assertThat(batch.crops()[i]).isEqualTo(batch.crops()[i + 1]);
                own.add(batch.crops()[i]);
            }
            assertThat(own).hasSize(4);
            seen.addAll(own);
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(8);
        assertThat(sampler.epoch(0)).usingRecursiveComparison().isEqualTo(epoch);
        assertThat(sampler.epoch(1).get(0).crops()).isNotEqualTo(epoch.get(0).crops());
        assertThatThrownBy(() -> new ViewSampler(3, 4, 2, 1, SEED)).hasMessageContaining("of 3 crops, are not allowed");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> new PairSampler(PAIRS.subList(0, 3), new PairSampler.Epoch(2, .5, 3), SEED))
                .hasMessageContaining("3 same and 0 different pairs");
        assertThatThrownBy(() -> new TripletSampler(PAIRS.subList(0, 3), 2, 3, SEED))
                .hasMessageContaining("3 same and 0 different pairs make no triplet");
        assertThatThrownBy(() -> new CropPair(2, 2, true)).hasMessageContaining("paired with itself");
    }
}
