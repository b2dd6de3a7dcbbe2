package dev.sightline.trainer.publish;

import dev.sightline.trainer.calibrate.CalibrationReadiness;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.Split;
import java.util.List;

/**
 * The one set of people that judges a finished network: scores, report, calibration and card are all of them. They are the
 * test people; where nobody is held out for the test, the validation people.
 *
 * @param name what to call them
 * @param crops theirs, and where they are test people the distractors
 */
record Judges(String name, List<Crop> crops) {
    static final String TEST = "test people";
    static final String VALIDATION = "validation people";

    Judges {
        crops = List.copyOf(crops);
    }

    static Judges of(Split split, Recipe recipe) {
        if (split.test().stream().anyMatch(c -> !c.isDistractor())) {
            return new Judges(TEST, split.test());
        }
        boolean chose = recipe.epochs() > 0 && recipe.validation().every() > 0;
        return new Judges(VALIDATION + (chose ? ", who also chose the epoch" : ""), split.validation());
    }

    /** Whether they were held out for the test. */
    boolean test() {
        return name.equals(TEST);
    }

    int people() {
        return (int) crops.stream()
                .filter(c -> !c.isDistractor())
                .map(Crop::identity)
                .distinct()
                .count();
    }

    /** Whether they are enough to say what scores mean. */
    CalibrationReadiness calibration() {
        return CalibrationReadiness.of(crops.stream().map(Crop::labeled).toList(), CalibrationReadiness.LEAST_PEOPLE);
    }
}
