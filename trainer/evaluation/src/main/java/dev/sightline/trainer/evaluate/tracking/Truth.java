package dev.sightline.trainer.evaluate.tracking;

import java.util.List;

/**
 * What was really there.
 *
 * @param counted boxes that must be found
 * @param distractors boxes that may be found: a prediction on one of them is taken out, neither right nor wrong
 * @param unmarked boxes that are not counted but do not excuse a prediction either; they only keep predictions from
 *     being excused by a distractor that they fit worse
 */
public record Truth(TrackSet counted, List<TrackedBox> distractors, List<TrackedBox> unmarked) {

    public Truth {
        distractors = List.copyOf(distractors);
        unmarked = List.copyOf(unmarked);
    }

    /** A truth in which every box counts. */
    public static Truth of(TrackSet counted) {
        return new Truth(counted, List.of(), List.of());
    }

    /** The part of one camera. */
    public Truth camera(String name) {
        return new Truth(
                counted.camera(name),
                distractors.stream().filter(b -> b.camera().equals(name)).toList(),
                unmarked.stream().filter(b -> b.camera().equals(name)).toList());
    }
}
