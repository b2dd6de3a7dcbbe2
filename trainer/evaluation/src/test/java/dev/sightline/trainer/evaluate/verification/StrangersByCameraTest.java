package dev.sightline.trainer.evaluate.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrangersByCameraTest {

    @Test
    void shouldTellStrangersOfOneCameraFromStrangersOfTwo() {
        List<LabeledDescriptor> crops = List.of(
                at("anna", "a", 0), at("ben", "a", 10), at("cleo", "a", 25), at("anna", "b", 60), at("ben", "b", 80));

        StrangersByCamera found = StrangersByCamera.of(crops, List.of(.5, .001), 1000, 1);

        // Degrees apart: 10, 15, 20, 25 in one camera; 35, 50, 55, 80 in two. Half of four are above the third.
        assertThat(found.rows()).singleElement().satisfies(row -> {
            assertThat(row.share()).isEqualTo(.5);
            assertThat(row.oneCamera()).isCloseTo(cosine(20), within(1e-6));
            assertThat(row.twoCameras()).isCloseTo(cosine(55), within(1e-6));
        });
        assertThat(found.measures()).containsOnlyKeys("cosine that 0.5 of the strangers exceed");
        assertThat(found.measures().values().iterator().next())
                .asInstanceOf(map(String.class, Double.class))
                .containsOnlyKeys("of one camera", "of two", "gap")
                .hasEntrySatisfying("gap", gap -> assertThat(gap).isCloseTo(cosine(20) - cosine(55), within(1e-6)));
    }

    @Test
    void shouldSayNothingOfOneCameraAndOfDistractors() {
        List<LabeledDescriptor> crops =
                List.of(at("anna", "a", 0), at("ben", "a", 10), at("cleo", "a", 25), at(Label.DISTRACTOR, "b", 60));

        assertThat(StrangersByCamera.of(crops, List.of(1.0), 1000, 1).measures())
                .isEmpty();
    }

    private static double cosine(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }

    private static LabeledDescriptor at(String identity, String camera, double degrees) {
        double[] direction = {cosine(degrees), Math.sin(Math.toRadians(degrees))};
        return new LabeledDescriptor(identity + camera, identity, camera, "", ReferenceCase.vector(direction));
    }
}
