package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A question to a gallery.
 *
 * @param probe what is looked for
 * @param group the number of the probe's own camera, or {@link Gallery#NO_GROUP}
 * @param limit at most so many identities across cameras, and as many within the own one
 * @param allowed identities that may be found; asked for few, those near enough to be found, and perhaps twice
 */
public record Search(UnitVector probe, int group, int limit, Predicate<String> allowed) {
    public Search {
        Objects.requireNonNull(probe);
        Objects.requireNonNull(allowed);
        if (group < Gallery.NO_GROUP || limit < 1) {
            throw new IllegalArgumentException("a search has group " + group + " and limit " + limit
                    + "; allowed: a group from " + Gallery.NO_GROUP + ", a limit from 1");
        }
    }

    /** Everybody may be found. */
    public static Search of(UnitVector probe, int group, int limit) {
        return new Search(probe, group, limit, identity -> true);
    }
}
