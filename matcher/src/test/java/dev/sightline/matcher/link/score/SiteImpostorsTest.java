package dev.sightline.matcher.link.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiteImpostorsTest {
    private static final int DIMENSION = 64;
    private static final float UNIFORM = (float) Math.sqrt(0.4);

    private final SiteImpostors impostors = new SiteImpostors();

    @Test
    void shouldCorrectWhereStrangersLookMoreAlikeThanThoseOfTheCalibration() {
        learn("north", 0, 30);
        learn("south", 0, 30);

        UsualScores scores = scores("south").orElseThrow();

        assertThat(scores.across()).as("all wear one uniform").isCloseTo(0.4, within(0.02));
        assertThat(scores.weight()).isCloseTo(60 / 80.0, within(1e-9));
        double toHere = look("m", 50).squaredDistance(scores.here());
        assertThat(scores.correctionAcross(toHere, 0.4))
                .as("as it was calibrated")
                .isCloseTo(0, within(0.03));
        assertThat(scores.correctionAcross(toHere, 0.1))
                .as("three quarters of a cosine that is .3 too great")
                .isCloseTo(2 * 0.75 * 0.3, within(0.03));
        assertThat(scores.correctionAcross(toHere, -0.9)).as("bounded").isEqualTo(0.6);
    }

    @Test
    void shouldLeaveTheCalibrationAloneWhileFewAreKnown() {
        learn("north", 0, 9);
        assertThat(scores("north")).isEmpty();

        learn("north", 9, 10);

        assertThat(scores("north")).isPresent();
    }

    @Test
    void shouldKnowTheLightOfEachCamera() {
        learn("north", 0, 40);
        for (int i = 0; i < 40; i++) {
            impostors.learn("dark", Modality.MODALITY_PERSON, List.of(basis("m", 60)));
        }

        assertThat(scores("north", basis("m", 60)).orElseThrow().within()).isLessThan(0.2);
        assertThat(scores("dark", basis("m", 60)).orElseThrow().within()).isGreaterThan(0.8);
    }

    @Test
    void shouldComeBackTheSameToTheLastBit() {
        learn("north", 0, 15);
        learn("south", 3, 20);
        SiteImpostors restored = new SiteImpostors();
        impostors.drain((key, look) -> restored.restore(Objects.requireNonNull(look)));

        assertThat(restored.scores(Modality.MODALITY_PERSON, look("m", 50), "south"))
                .isEqualTo(scores("south"));
    }

    @Test
    void shouldStayOfOneSizeHoweverManyCome() {
        for (int i = 0; i < 3_000; i++) {
            impostors.learn("north", Modality.MODALITY_PERSON, List.of(look("m", i % 50)));
        }
        List<UsualLook> drained = drained();

        assertThat(drained).hasSize(1);
        assertThat(drained.get(0).people()).isBetween(500.0, 1_000.0);
        assertThat(scores("north").orElseThrow().within()).isCloseTo(0.4, within(0.03));
    }

    @Test
    void shouldBeginAgainWithAnotherModel() {
        learn("north", 0, 30);
        impostors.learn("north", Modality.MODALITY_PERSON, List.of(look("other", 1)));

        assertThat(drained()).singleElement().satisfies(look -> {
            assertThat(look.modelId()).isEqualTo("other");
            assertThat(look.people()).isEqualTo(1);
        });
    }

    @Test
    void shouldForgetSumsOfFewThatTellWhatAForgottenPersonLookedLike() {
        learn("north", 0, 30);
        learn("south", 0, 3);
        drained();

        impostors.forget(Set.of("north", "south"));

        List<String> gone = new ArrayList<>();
        impostors.drain((key, look) -> {
            assertThat(look).isNull();
            gone.add(key);
        });
        assertThat(gone).singleElement().asString().endsWith("south");
    }

    private void learn(String camera, int from, int to) {
        for (int i = from; i < to; i++) {
            impostors.learn(camera, Modality.MODALITY_PERSON, List.of(look("m", i), look("m", i)));
        }
    }

    private java.util.Optional<UsualScores> scores(String camera) {
        return scores(camera, look("m", 50));
    }

    private java.util.Optional<UsualScores> scores(String camera, UnitVector probe) {
        return impostors.scores(Modality.MODALITY_PERSON, probe, camera);
    }

    private List<UsualLook> drained() {
        List<UsualLook> drained = new ArrayList<>();
        impostors.drain((key, look) -> drained.add(Objects.requireNonNull(look)));
        return drained;
    }

    private static UnitVector look(String model, int person) {
        float[] values = new float[DIMENSION];
        values[person] = (float) Math.sqrt(1 - UNIFORM * UNIFORM);
        values[DIMENSION - 1] = UNIFORM;
        return UnitVector.normalize(model, values, 0.8f);
    }

    private static UnitVector basis(String model, int axis) {
        float[] values = new float[DIMENSION];
        values[axis] = 1;
        return UnitVector.normalize(model, values, 0.8f);
    }
}
