package dev.sightline.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdSamplerTest {
    private static final long SEED = 7;
    /** 20 people with 6 crops each, even ones at site 0, odd ones at site 1. */
    private static final List<CropLabel> LABELS = IntStream.range(0, 120)
            .mapToObj(crop -> new CropLabel(crop / 6, crop % 2, crop / 6 % 2))
            .toList();

    private static CrowdSampler sampler(SiteBalance balance, int strangers) {
        PkSampler people = new PkSampler(LABELS, new PkPolicy(3, 4, balance, 5), SEED);
        return new CrowdSampler(people, LABELS, strangers, SEED);
    }

    @Test
    void shouldAddCropsOfOthersEachOnce() {
        CrowdSampler sampler = sampler(new SiteBalance.Natural(), 30);

        List<int[]> epoch = sampler.epoch(0);

        assertThat(epoch).hasSize(5).allSatisfy(batch -> {
            assertThat(batch).hasSize(42);
            Set<Integer> people = identities(batch, 0, 12);
            assertThat(people).hasSize(3);
            assertThat(identities(batch, 12, 42)).doesNotContainAnyElementsOf(people);
            assertThat(Arrays.stream(batch, 12, 42).distinct().count()).isEqualTo(30);
        });
        assertThat(sampler.epoch(0)).usingRecursiveComparison().isEqualTo(epoch);
        assertThat(sampler.epoch(1).get(0)).isNotEqualTo(epoch.get(0));
    }

    @Test
    void shouldTakeStrangersOfTheBatchsSiteWhileThereAreSome() {
        for (int[] batch : sampler(SiteBalance.onePerBatch(), 50).epoch(2)) {
            int site = LABELS.get(batch[0]).site();
            List<Integer> sites = Arrays.stream(batch)
                    .mapToObj(crop -> LABELS.get(crop).site())
                    .toList();

            assertThat(sites.subList(0, 12 + 42)).containsOnly(site);
            assertThat(sites.subList(12 + 42, 62)).containsOnly(1 - site);
        }
    }

    @Test
    void shouldDrawNoTwoWhoMayBeOne() {
        NeverTogether never = new NeverTogether(Map.of(0, Set.of(1, 2), 1, Set.of(0), 2, Set.of(0)));
        PkSampler people = new PkSampler(LABELS, new PkPolicy(3, 4, new SiteBalance.Natural(), 40), never, SEED);

        for (int[] batch : new CrowdSampler(people, LABELS, 60, SEED).epoch(0)) {
            Set<Integer> all = identities(batch, 0, 72);
            assertThat(batch).hasSize(72);
            assertThat(all.contains(0) && (all.contains(1) || all.contains(2))).isFalse();
        }
        assertThatThrownBy(() -> new CrowdSampler(people, LABELS, 90, SEED))
                .hasMessageContaining("there may be only 84 crops of others");
    }

    @Test
    void shouldRefuseMoreStrangersThanThereMayBe() {
        assertThatThrownBy(() -> sampler(new SiteBalance.Natural(), 103))
                .hasMessageContaining(
                        "batch.strangers is 103, but beside 3 people there may be only 102 crops of others");
        assertThat(sampler(new SiteBalance.Natural(), 102).batches()).isEqualTo(5);
    }

    private static Set<Integer> identities(int[] batch, int from, int to) {
        return Arrays.stream(batch, from, to)
                .mapToObj(crop -> LABELS.get(crop).identity())
                .collect(Collectors.toSet());
    }
}
