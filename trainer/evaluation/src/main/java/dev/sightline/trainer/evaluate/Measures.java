package dev.sightline.trainer.evaluate;

import java.util.Map;

/** The result of an evaluation as named numbers, for {@link Rendering}. */
public interface Measures {

    /**
     * Names to values in the order to show them: numbers, texts, lists of numbers, and maps of the same for groups.
     * Names are those of the literature; a name says which convention was used where several are common.
     */
    Map<String, Object> measures();
}
