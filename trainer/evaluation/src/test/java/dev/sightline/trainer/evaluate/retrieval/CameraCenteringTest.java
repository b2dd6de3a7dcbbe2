package dev.sightline.trainer.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CameraCenteringTest {

    @Test
    void shouldDrawACamerasMeanTowardThatOfAllTheFewerStaysItSaw() {
        List<LabeledDescriptor> crops = List.of(
                crop("1", "anna", "a", 1, 0, 0), crop("2", "ben", "a", 0, 1, 0), crop("3", "cleo", "b", 0, 0, 1));

        List<LabeledDescriptor> centered = new CameraCentering(2).center(crops);

        // All: (1, 1, 1) / 3. Camera a, two stays: (.5, .5, 0) half of the way to it, (5, 5, 2) / 12.
        assertDirection(centered.get(0), 7, -5, -2);
        assertDirection(centered.get(1), -5, 7, -2);
        // Camera b, one stay: (0, 0, 1) two thirds of the way to it, (2, 2, 5) / 9.
        assertDirection(centered.get(2), -2, -2, 4);
        assertThat(centered).extracting(LabeledDescriptor::source).containsExactly("1", "2", "3");
    }

    @Test
    void shouldCountStaysAndNotCrops() {
        List<LabeledDescriptor> brief = List.of(
                crop("1", "anna", "a", 1, 0, 0), crop("2", "ben", "a", 0, 1, 0), crop("3", "cleo", "b", 0, 0, 1));
        List<LabeledDescriptor> lingering = new ArrayList<>(brief);
        for (int i = 4; i < 40; i++) {
            lingering.add(crop("" + i, "ben", "a", 0, 1, 0));
        }

        CameraCentering centering = CameraCentering.defaults();

        assertThat(centering.center(lingering).subList(0, 3)).isEqualTo(centering.center(brief));
    }

    @Test
    void shouldFindPeopleAgainThatCamerasColorDifferently() {
        List<LabeledDescriptor> crops = people(60, .4);

        assertThat(rank1(crops)).isLessThan(.5);
        assertThat(rank1(CameraCentering.defaults().center(crops))).isGreaterThan(.95);
    }

    @Test
    void shouldLeaveThoseAloneWhoseCamerasSawOnePersonEach() {
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (LabeledDescriptor crop : people(40, 0)) {
            crops.add(new LabeledDescriptor(
                    crop.source(), crop.identity(), crop.camera() + crop.identity(), "", crop.vector()));
        }

        assertThat(rank1(crops)).isEqualTo(1);
        assertThat(rank1(CameraCentering.defaults().center(crops))).isEqualTo(1);
        assertThat(rank1(new CameraCentering(1e-3).center(crops))).isLessThan(.2);
    }

    @Test
    void shouldRefuseCropsOfWhichNothingIsLeft() {
        List<LabeledDescriptor> alike = List.of(crop("1", "anna", "a", 1, 2, 3), crop("2", "ben", "b", 1, 2, 3));

        assertThatThrownBy(() -> CameraCentering.defaults().center(alike))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crop 1");
        assertThatThrownBy(() -> new CameraCentering(0)).hasMessageContaining("got 0.0");
        assertThat(CameraCentering.defaults().center(List.of())).isEmpty();
    }

    /** Everybody twice in each of two cameras, which add to each descriptor what they add to all. */
    private static List<LabeledDescriptor> people(int count, double strength) {
        Random random = new Random(3);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            double[] person = random.doubles(32, -.5, .5).toArray();
            for (int k = 0; k < 4; k++) {
                int camera = k / 2;
                double[] seen = new double[person.length];
                for (int i = 0; i < seen.length; i++) {
                    double cast = (i + camera) % 2 == 0 ? strength : -strength;
                    seen[i] = person[i] + cast + .05 * random.nextGaussian();
                }
                crops.add(crop(p + "/" + k, "p" + p, "c" + camera, seen));
            }
        }
        return crops;
    }

    private static double rank1(List<LabeledDescriptor> crops) {
        return Retrieval.of(crops, crops).market().cmc(1);
    }

    private static void assertDirection(LabeledDescriptor crop, double... expected) {
        float[] unit = ReferenceCase.vector(expected).values();
        float[] values = crop.vector().values();
        for (int i = 0; i < unit.length; i++) {
            assertThat(values[i]).isCloseTo(unit[i], within(1e-6f));
        }
    }

    private static LabeledDescriptor crop(String source, String identity, String camera, double... raw) {
        return new LabeledDescriptor(source, identity, camera, "", ReferenceCase.vector(raw));
    }
}
