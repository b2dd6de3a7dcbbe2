package dev.sightline.matcher.link.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.link.Scene;
import dev.sightline.matcher.link.evidence.StrangersHere.Correction;
import dev.sightline.matcher.link.score.Scale;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.score.UsualScores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StrangersHereTest {
    private static final Scale SCALE = new Scales(
                    Map.of(Scene.BODY, List.of(Scene.calibration(Comparison.TRACKLET_EXEMPLAR))))
            .of(Scene.BODY)
            .orElseThrow();
    private static final UnitVector HERE = UnitVector.normalize(Scene.BODY, Scene.person(0), 1);

    @Test
    void shouldLeaveDistancesAndStrictnessWhileNoStrangersAreKnown() {
        StrangersHere unknown = new StrangersHere(Optional.empty(), SCALE);

        assertThat(unknown.correction(new Match("p", 1, 1), vector -> Optional.of(new Match("p", 0.5, 0.5))))
                .isEqualTo(Correction.NONE);
        assertThat(unknown.strictness(0.01)).isEqualTo(0.01);
    }

    @Test
    void shouldAddHalfOfWhatEachSideScoresTooMuch() {
        StrangersHere known = new StrangersHere(Optional.of(new UsualScores(0.2, 0.4, HERE, 0.5, 0.5)), SCALE);

        Correction correction = known.correction(new Match("p", 1, 1), vector -> Optional.of(new Match("p", 1.2, 0.4)));

        // Strangers of the calibration score 0. The other one: (1 - 1.2 / 2) * 0.5 = 0.2 across, 0.4 within.
        assertThat(correction.across()).isCloseTo(2 * 0.5 * 0.2, within(1e-9));
        assertThat(correction.within()).isCloseTo(2 * 0.5 * 0.4, within(1e-9));
    }

    @Test
    void shouldCorrectNothingThatWasNotMeasured() {
        StrangersHere known = new StrangersHere(Optional.of(new UsualScores(0.2, 0.4, HERE, 0.5, 0.5)), SCALE);

        Correction correction = known.correction(
                new Match("p", 1, Double.POSITIVE_INFINITY),
                vector -> Optional.of(new Match("p", 1.2, Double.POSITIVE_INFINITY)));

        assertThat(correction.across()).isPositive();
        assertThat(correction.within()).isZero();
    }

    @Test
    void shouldBeLessStrictWithinACameraTheBetterItsStrangersAreKnown() {
        StrangersHere known = new StrangersHere(Optional.of(new UsualScores(0.2, 0.4, HERE, 0.5, 1)), SCALE);

        assertThat(known.strictness(0.01)).isCloseTo(0.1, within(1e-9));
    }
}
