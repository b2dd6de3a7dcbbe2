package dev.sightline.trainer.words;

import java.util.Set;

/**
 * What is known of a person, or of one picture of a person.
 *
 * @param identity {@code site/person}
 * @param picture file name of the picture; empty: any picture of that person
 * @param tags such as {@code upperBodyBlack}, {@code carryingBackpack} (PETA, Deng et al. 2014)
 */
public record Tagged(String identity, String picture, Set<String> tags) {
    public Tagged {
        tags = Set.copyOf(tags);
    }
}
