package dev.sightline.trainer.calibrate;

import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether crops are of enough people to say what scores mean. Of 20 people there are 190 pairs, of which the threshold
 * for one stranger in a hundred lets one or two pass: fewer do not show even that rate, and a threshold made of two people
 * says nothing.
 *
 * @param people in the crops
 * @param foundAgain those of them with a genuine pair: crops in two cameras; where all crops are of one camera, two crops
 * @param needed at least so many of them
 * @param cameras of all crops
 */
public record CalibrationReadiness(int people, int foundAgain, int needed, int cameras) {
    /** The usual least number of people. */
    public static final int LEAST_PEOPLE = 20;

    /** Distractors are nobody, so they do not count. */
    public static CalibrationReadiness of(List<LabeledCrop> crops, int needed) {
        if (needed < 2) {
            throw new IllegalArgumentException(
                    "the least number of people of a calibration is " + needed + "; allowed: 2 or more");
        }
        Set<String> cameras = new HashSet<>();
        crops.forEach(c -> cameras.add(c.camera()));
        Map<String, Set<String>> views = new HashMap<>();
        for (LabeledCrop crop : crops) {
            if (!crop.identity().equals(Label.DISTRACTOR)) {
                views.computeIfAbsent(crop.identity(), k -> new HashSet<>())
                        .add(cameras.size() == 1 ? crop.listed() : crop.camera());
            }
        }
        int again = (int) views.values().stream().filter(v -> v.size() > 1).count();
        return new CalibrationReadiness(views.size(), again, needed, cameras.size());
    }

    /** People with a genuine pair among described crops, counted as {@link #of} does. */
    static int foundAgain(List<LabeledDescriptor> crops) {
        return of(
                        crops.stream()
                                .map(c -> new LabeledCrop(
                                        Path.of(""), c.source(), c.identity(), c.camera(), c.tracklet()))
                                .toList(),
                        LEAST_PEOPLE)
                .foundAgain();
    }

    /** Why a calibration is refused; empty when there are enough people. */
    public Optional<String> shortfall() {
        if (foundAgain >= needed) {
            return Optional.empty();
        }
        String view = cameras == 1 ? "in two pictures" : "by two cameras";
        return Optional.of("a calibration needs at least " + needed + " people seen " + view + "; of " + people
                + " people " + foundAgain + (foundAgain == 1 ? " was" : " were"));
    }
}
