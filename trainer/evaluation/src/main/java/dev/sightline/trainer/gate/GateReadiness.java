package dev.sightline.trainer.gate;

import dev.sightline.trainer.snapshot.Coverage;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.Split;
import java.util.List;
import java.util.Optional;

/**
 * Whether the gate will be able to decide on a data set, before a model is trained on it: it compares models by people who
 * are found again in another camera, or where there is one camera, in another stay.
 *
 * @param heldOut people held out for the test
 * @param answerable those of them who can be found again
 * @param available people of the whole data set who can be found again
 * @param needed the gate decides on at least so many
 * @param cameras of the held-out crops
 */
public record GateReadiness(int heldOut, int answerable, int available, int needed, int cameras) {

    /** Counts the people of a split. */
    public static GateReadiness of(Split split, GatePolicy policy) {
        List<Crop> test = split.test();
        return new GateReadiness(
                (int) test.stream()
                        .filter(c -> !c.isDistractor())
                        .map(Crop::identity)
                        .distinct()
                        .count(),
                Coverage.foundAgain(test),
                Coverage.foundAgain(split.snapshot().crops()),
                policy.certainty().leastPeople(),
                (int) test.stream().map(Crop::place).distinct().count());
    }

    /** Why the gate could not decide, and what to do; empty when it can. */
    public Optional<String> shortfall() {
        if (answerable >= needed) {
            return Optional.empty();
        }
        String view = cameras == 1 ? "in two tracklets" : "by two cameras";
        return Optional.of("the gate decides on at least " + needed + " people who did not train and were seen " + view
                + "; held out are " + heldOut + " people, of whom " + answerable + " were, so " + (needed - answerable)
                + " are missing. The whole data set has " + available + " such people. "
                + (available >= needed
                        ? "Hold out more of them, such as --hold-back share=0.5"
                        : "Record longer and say which tracklets of two cameras show one person (sightline label --same),"
                                + " or add --self-labels link")
                + "; or train without --promote-if-better and --against and look at the scores");
    }
}
