package dev.sightline.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchSamplerTest {

    @Test
    void shouldPairTheMiddleOfACropWithANeighbor() {
        PatchSampler sampler = new PatchSampler(new ViewSampler(200, 100, 2, 2, 5), 5);

        List<LabeledBatch> epoch = sampler.epoch(0);

        assertThat(epoch).hasSize(2).allSatisfy(batch -> {
            for (int i = 0; i < 200; i += 2) {
                assertThat(batch.crops()[i]).isEqualTo(batch.crops()[i + 1]);
                assertThat(batch.labels()[i]).isEqualTo(batch.labels()[i + 1]).isBetween(0L, 7L);
            }
            assertThat(Arrays.stream(batch.labels()).distinct().count()).isEqualTo(8);
        });
        assertThat(sampler.epoch(0)).usingRecursiveComparison().isEqualTo(epoch);
        assertThat(sampler.epoch(1).get(0).labels()).isNotEqualTo(epoch.get(0).labels());
    }
}
