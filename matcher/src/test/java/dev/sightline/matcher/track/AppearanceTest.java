package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.ModalityMean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AppearanceTest {
    private static final MemoryPolicy POLICY = MemoryPolicy.defaults();
    private final Appearance appearance = new Appearance(Modality.MODALITY_PERSON);

    @Test
    void shouldAverageByQuality() {
        add(0, unit("a@1", 0.9f, 1, 0), null);
        add(1, unit("a@1", 0.3f, 0, 1), null);

        ModalityMean reported = appearance.mean().orElseThrow();
        UnitVector mean = UnitVector.of(reported.getVector());

        assertThat(reported.getCount()).isEqualTo(2);
        assertThat(reported.hasNextVector()).isFalse();
        assertThat(mean.values()[0] / mean.values()[1]).isCloseTo(3, offset(1e-4f));
        assertThat(mean.quality()).isCloseTo(0.6f, offset(1e-6f));
    }

    @Test
    void shouldForgetByTimeAndNotByFrame() {
        Appearance often = new Appearance(Modality.MODALITY_PERSON);
        for (int i = 0; i < 300; i++) {
            double seconds = i * 0.1;
            float x = seconds < 15 ? 1 : 0;
            add(seconds, unit("a@1", 0.5f, x, 1 - x), null);
            add(often, seconds, unit("a@1", 0.5f, x, 1 - x), null);
            add(often, seconds + 0.05, unit("a@1", 0.5f, x, 1 - x), null);
        }
        UnitVector now = unit("a@1", 1, 0, 1);

        assertThat(similarity(appearance, now)).isGreaterThan(0.999);
        assertThat(similarity(often, now)).isCloseTo(similarity(appearance, now), offset(1e-4));
    }

    @Test
    void shouldBeginAfreshWithAModelThatNothingAnnounced() {
        add(0, unit("a@1", 0.9f, 1, 0), null);
        add(1, unit("b@1", 0.9f, 0, 1), null);

        ModalityMean mean = appearance.mean().orElseThrow();
        assertThat(mean.getVector().getModelId()).isEqualTo("b@1");
        assertThat(mean.getCount()).isEqualTo(1);
        assertThat(appearance.exemplars()).hasSize(1);
        assertThat(appearance.similarities(new Description(unit("a@1", 1, 1, 0), null)))
                .isEmpty();
    }

    @Test
    void shouldTellBothModelsWhileOneIsBroughtIn() {
        add(0, unit("a@1", 0.9f, 1, 0), null);
        add(1, unit("a@1", 0.9f, 1, 0), unit("b@1", 0.9f, 0, 0, 1));

        ModalityMean mean = appearance.mean().orElseThrow();
        assertThat(mean.getVector().getModelId()).isEqualTo("a@1");
        assertThat(mean.getCount()).isEqualTo(2);
        assertThat(mean.getNextVector().getModelId()).isEqualTo("b@1");
        assertThat(mean.getNextCount()).isEqualTo(1);
        assertThat(appearance.exemplars()).extracting(Exemplar::hasNextVector).containsExactly(false, true);
        assertThat(appearance.similarities(new Description(unit("a@1", 1, 1, 0), unit("b@1", 1, 0, 1, 0))))
                .extracting(Similarity::modelId)
                .containsExactly("a@1", "b@1");
    }

    @Test
    void shouldGoOnWithTheNextModelFromItsFirstFrame() {
        add(0, unit("a@1", 0.9f, 1, 0), null);
        add(1, unit("a@1", 0.9f, 1, 0), unit("b@1", 0.9f, 0, 0, 1));
        UnitVector first = unit("b@1", 0.9f, 0, 0, 1);
        assertThat(similarity(appearance, first)).as("known before").isCloseTo(1, offset(1e-6));

        assertThat(add(2, first, null)).as("news").isTrue();

        ModalityMean mean = appearance.mean().orElseThrow();
        assertThat(mean.getVector().getModelId()).isEqualTo("b@1");
        assertThat(mean.getCount()).isEqualTo(2);
        assertThat(mean.hasNextVector()).isFalse();
        assertThat(appearance.exemplars())
                .as("the crop that only the old model described is gone")
                .hasSize(2)
                .allMatch(e -> e.getVector().getModelId().equals("b@1") && !e.hasNextVector());
    }

    @Test
    void shouldCountAFrameOfTheOldModelByItsNextDescriptorAfterTheSwitch() {
        add(0, unit("a@1", 0.9f, 1, 0), unit("b@1", 0.9f, 0, 0, 1));
        add(1, unit("b@1", 0.9f, 0, 0, 1), null);

        add(2, unit("a@1", 0.9f, 1, 0), unit("b@1", 0.9f, 0, 1, 0));

        ModalityMean mean = appearance.mean().orElseThrow();
        assertThat(mean.getVector().getModelId()).isEqualTo("b@1");
        assertThat(mean.getCount()).isEqualTo(3);
        assertThat(appearance.exemplars())
                .extracting(e -> e.getVector().getModelId())
                .containsOnly("b@1");
    }

    private boolean add(double seconds, UnitVector vector, @Nullable UnitVector next) {
        return add(appearance, seconds, vector, next);
    }

    private static boolean add(Appearance appearance, double seconds, UnitVector vector, @Nullable UnitVector next) {
        Exemplar.Builder exemplar =
                Exemplar.newBuilder().setVector(vector.toMessage()).setQuality(vector.quality());
        if (next != null) {
            exemplar.setNextVector(next.toMessage());
        }
        return appearance.add(new Description(vector, next), exemplar.build(), (long) (seconds * 1e6), POLICY);
    }

    private static double similarity(Appearance appearance, UnitVector vector) {
        return appearance.similarities(new Description(vector, null)).get(0).cosine();
    }

    private static UnitVector unit(String model, float quality, float... values) {
        return UnitVector.normalize(model, values, quality);
    }
}
