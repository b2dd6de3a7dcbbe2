package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final MemoryPolicy POLICY = MemoryPolicy.defaults();
    private final Looks looks = new Looks(Modality.MODALITY_PERSON);

    @Test
    void shouldAverageByQuality() {
        add("a@1", 0, 0.9f, 1, 0);
        add("a@1", 1, 0.3f, 0, 1);

        UnitVector mean = UnitVector.of(looks.mean().getVector());

        assertThat(looks.mean().getCount()).isEqualTo(2);
        assertThat(mean.values()[0] / mean.values()[1]).isCloseTo(3, offset(1e-4f));
        assertThat(mean.quality()).isCloseTo(0.6f, offset(1e-6f));
    }

    @Test
    void shouldForgetByTimeAndNotByFrame() {
        Looks often = new Looks(Modality.MODALITY_PERSON);
        for (int i = 0; i < 300; i++) {
            double seconds = i * 0.1;
            float x = seconds < 15 ? 1 : 0;
            add(looks, "a@1", seconds, 0.5f, x, 1 - x);
            add(often, "a@1", seconds, 0.5f, x, 1 - x);
            add(often, "a@1", seconds + 0.05, 0.5f, x, 1 - x);
        }
        UnitVector now = UnitVector.normalise("a@1", new float[] {0, 1}, 1);

        assertThat(looks.similarity(now)).isGreaterThan(0.999);
        assertThat(often.similarity(now)).isCloseTo(looks.similarity(now), offset(1e-4));
    }

    @Test
    void shouldBeginAfreshWithAnotherModel() {
        add("a@1", 0, 0.9f, 1, 0);
        add("b@1", 1, 0.9f, 0, 1);

        assertThat(looks.modelId()).isEqualTo("b@1");
        assertThat(looks.count()).isEqualTo(1);
        assertThat(looks.exemplars()).hasSize(1);
        assertThat(looks.similarity(UnitVector.normalise("a@1", new float[] {1, 0}, 1)))
                .isNaN();
    }

    private void add(String model, double seconds, float quality, float... values) {
        add(looks, model, seconds, quality, values);
    }

    private static void add(Looks looks, String model, double seconds, float quality, float... values) {
        UnitVector vector = UnitVector.normalise(model, values, quality);
        Exemplar exemplar = Exemplar.newBuilder()
                .setVector(vector.toMessage())
                .setQuality(quality)
                .build();
        looks.add(vector, exemplar, (long) (seconds * 1e6), POLICY);
    }
}
