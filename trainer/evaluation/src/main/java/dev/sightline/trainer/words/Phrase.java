package dev.sightline.trainer.words;

import java.util.Set;

/**
 * A sentence made of tags.
 *
 * @param text English
 * @param says the tags that it says; whoever has all of them fits it
 */
public record Phrase(String text, Set<String> says) {
    public Phrase {
        says = Set.copyOf(says);
    }
}
