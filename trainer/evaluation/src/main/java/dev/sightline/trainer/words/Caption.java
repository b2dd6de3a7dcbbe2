package dev.sightline.trainer.words;

import java.util.Locale;

/**
 * One sentence about one person.
 *
 * @param identity who it is about, {@code site/person} as in a {@link dev.sightline.trainer.snapshot.Snapshot}
 * @param picture the file name of the picture it was written for; empty: any picture of that person
 * @param text English
 */
public record Caption(String identity, String picture, String text) {
    public Caption {
        if (identity.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException(
                    "a caption needs a person and a text; got person '" + identity + "', text '" + text + "'");
        }
        text = text.strip().replaceAll("\\s+", " ");
    }

    /** The identity of a person of a data set; sites are lower case. */
    static String identity(String set, String person) {
        return set.toLowerCase(Locale.ROOT) + "/" + person;
    }
}
