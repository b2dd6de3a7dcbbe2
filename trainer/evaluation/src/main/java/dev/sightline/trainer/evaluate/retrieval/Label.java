package dev.sightline.trainer.evaluate.retrieval;

import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.List;

/**
 * Whom a query or gallery row shows, and where.
 *
 * @param identity the person; {@value #JUNK} is junk, {@value #DISTRACTOR} a distractor. These are words, and not
 *     Market-1501's -1 and 0, because elsewhere a person may well have such a number
 * @param camera the camera; where there is one only, the stay in it
 */
public record Label(String identity, String camera) {
    /** A gallery row that is neither right nor wrong: dropped. */
    public static final String JUNK = "(junk)";
    /** A gallery row that is nobody's: never right. */
    public static final String DISTRACTOR = "(distractor)";

    /** The crops of people: without distractors, of whom any two may be one person or two. */
    public static List<LabeledDescriptor> people(List<LabeledDescriptor> crops) {
        return crops.stream().filter(c -> !c.identity().equals(DISTRACTOR)).toList();
    }

    static Label of(LabeledDescriptor crop) {
        return new Label(crop.identity(), crop.camera());
    }

    /** The tracklet in place of the camera, the crop itself where no tracklet is named. */
    static Label ofStay(LabeledDescriptor crop) {
        return new Label(crop.identity(), crop.tracklet().isEmpty() ? crop.source() : crop.tracklet());
    }

    /** Whether a gallery row is left out for this query: the same person in the same camera, or junk. */
    boolean drops(Label row) {
        return row.identity.equals(JUNK) || equals(row);
    }

    boolean shows(Label row) {
        return identity.equals(row.identity) && !identity.equals(DISTRACTOR);
    }
}
