package dev.sightline.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PkSamplerTest {
    private static final long SEED = 5;

    /** People from {@code first}, each with {@code crops} crops in each of two cameras. */
    private static List<CropLabel> site(int site, int first, int people, int crops) {
        List<CropLabel> labels = new ArrayList<>();
        for (int p = first; p < first + people; p++) {
            for (int c = 0; c < 2 * crops; c++) {
                labels.add(new CropLabel(p, 10 * site + c % 2, site));
            }
        }
        return labels;
    }

    @Test
    void shouldMakeBatchesOfDistinctIdentitiesSpreadOverCameras() {
        List<CropLabel> labels = site(0, 0, 20, 4);
        PkSampler sampler = new PkSampler(labels, PkPolicy.of(5, 4), SEED);

        List<int[]> epoch = sampler.epoch(0);

        assertThat(epoch).hasSize(8).hasSize(sampler.batches());
        Set<Integer> seen = new HashSet<>();
        for (int[] batch : epoch) {
            assertThat(batch).hasSize(20);
            Set<Integer> people = new HashSet<>();
            for (int p = 0; p < 5; p++) {
                int[] crops = Arrays.copyOfRange(batch, 4 * p, 4 * p + 4);
                assertThat(Arrays.stream(crops)
                                .map(i -> labels.get(i).identity())
                                .distinct())
                        .hasSize(1);
                assertThat(Arrays.stream(crops).filter(i -> labels.get(i).camera() == 0))
                        .hasSize(2);
                assertThat(crops).doesNotHaveDuplicates();
                people.add(labels.get(crops[0]).identity());
            }
            assertThat(people).hasSize(5);
            Arrays.stream(batch).forEach(seen::add);
        }
        assertThat(seen).hasSize(160); // each crop once
    }

    @Test
    void shouldRepeatAnEpochAndDifferBetweenEpochs() {
        List<CropLabel> labels = site(0, 0, 20, 3);
        PkSampler first = new PkSampler(labels, PkPolicy.of(4, 4), SEED);
        PkSampler again = new PkSampler(labels, PkPolicy.of(4, 4), SEED);
        first.epoch(0);

        assertThat(first.epoch(3)).usingRecursiveComparison().isEqualTo(again.epoch(3));
        assertThat(first.epoch(3).get(0)).isNotEqualTo(first.epoch(4).get(0));
        assertThat(new PkSampler(labels, PkPolicy.of(4, 4), SEED + 1).epoch(3).get(0))
                .isNotEqualTo(first.epoch(3).get(0));
    }

    @Test
    void shouldRepeatCropsEvenlyWhereThereAreTooFew() {
        List<CropLabel> labels = new ArrayList<>(site(0, 0, 3, 4));
        int first = labels.size();
        labels.add(new CropLabel(9, 0, 0));
        labels.add(new CropLabel(9, 1, 0));
        labels.add(new CropLabel(9, 1, 0));

        for (int[] batch : new PkSampler(labels, new PkPolicy(4, 6, new SiteBalance.Natural(), 3), SEED).epoch(0)) {
            Map<Integer, Integer> counts = new HashMap<>();
            Arrays.stream(batch).filter(i -> i >= first).forEach(i -> counts.merge(i, 1, Integer::sum));
            assertThat(counts).containsOnlyKeys(first, first + 1, first + 2);
            assertThat(counts.values()).containsOnly(2);
        }
    }

    @Test
    void shouldUseAllCropsOfAnUnevenCameraBeforeRepeating() {
        List<CropLabel> labels = new ArrayList<>(site(0, 0, 2, 4));
        for (int c = 0; c < 9; c++) {
            labels.add(new CropLabel(7, c == 0 ? 0 : 1, 0));
        }

        Set<Integer> seen = new HashSet<>();
        for (int[] batch : new PkSampler(labels, new PkPolicy(3, 3, new SiteBalance.Natural(), 4), SEED).epoch(0)) {
            int[] crops = Arrays.stream(batch).filter(i -> i >= 16).toArray();
            assertThat(crops).doesNotHaveDuplicates().contains(16);
            Arrays.stream(crops).forEach(seen::add);
        }
        assertThat(seen).hasSize(9);
    }

    @Test
    void shouldTakeEachBatchFromOneSiteAndSitesByTurns() {
        List<CropLabel> labels = new ArrayList<>(site(0, 0, 60, 2));
        labels.addAll(site(1, 100, 12, 2));

        PkPolicy policy = new PkPolicy(6, 2, SiteBalance.onePerBatch(), 10);
        List<int[]> epoch = new PkSampler(labels, policy, SEED).epoch(0);

        List<Long> sites = epoch.stream()
                .map(b -> Arrays.stream(b)
                        .map(i -> labels.get(i).site())
                        .distinct()
                        .count())
                .toList();
        assertThat(sites).containsOnly(1L);
        assertThat(epoch.stream().filter(b -> labels.get(b[0]).site() == 1)).hasSize(5);
    }

    @Test
    void shouldMixSitesInTheSharesAsked() {
        List<CropLabel> labels = new ArrayList<>(site(0, 0, 60, 2));
        labels.addAll(site(1, 100, 12, 2));
        labels.addAll(site(2, 200, 12, 2));

        PkPolicy policy = new PkPolicy(8, 2, new SiteBalance.Mixed(Map.of(0, .5, 1, .25, 2, .25)), 10);

        for (int[] batch : new PkSampler(labels, policy, SEED).epoch(1)) {
            assertThat(Arrays.stream(batch).filter(i -> labels.get(i).site() == 0))
                    .hasSize(8);
            assertThat(Arrays.stream(batch).filter(i -> labels.get(i).site() == 1))
                    .hasSize(4);
        }
    }

    @Test
    void shouldFillUpABatchWhoseSiteHasTooFewPeople() {
        List<CropLabel> labels = new ArrayList<>(site(0, 0, 20, 2));
        labels.addAll(site(1, 100, 3, 2));

        PkPolicy policy = new PkPolicy(8, 2, SiteBalance.onePerBatch(), 6);
        for (int[] batch : new PkSampler(labels, policy, SEED).epoch(1)) {
            assertThat(Arrays.stream(batch).map(i -> labels.get(i).identity()).distinct())
                    .hasSize(8);
        }
    }

    @Test
    void shouldRefuseTooFewIdentities() {
        assertThatThrownBy(() -> new PkSampler(site(0, 0, 1, 4), PkPolicy.of(2, 4), SEED))
                .hasMessageContaining("1 identities in the data are fewer than the 2 per batch");
        assertThatThrownBy(() -> PkPolicy.of(1, 4)).hasMessageContaining("use 2 or more");
        assertThatThrownBy(() -> new SiteBalance.Mixed(Map.of(3, 0.0))).hasMessageContaining("site 3");
    }
}
