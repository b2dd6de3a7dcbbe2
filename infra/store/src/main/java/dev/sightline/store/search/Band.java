package dev.sightline.store.search;

import java.util.Optional;

/** How sure a result is, for people. */
public enum Band {
    /** At least 19 in 20, and fewer than one in twenty searches would show a stranger who looks as alike. */
    CERTAIN,
    /** More likely than not. */
    LIKELY,
    /** Worth a look: at least 1 in 50. */
    POSSIBLE,
    /** Only of words: fits them clearly, but so do others, so that it is this one with less than 1 in 50. */
    FITS;

    private static final double SURE = 0.95;
    private static final double EVEN = 0.5;
    private static final double LEAST = 0.02;

    /** Empty for who is not worth showing. */
    static Optional<Band> of(double probability, double strangers) {
        if (probability < LEAST) {
            return Optional.empty();
        }
        if (probability >= SURE && strangers < 1 - SURE) {
            return Optional.of(CERTAIN);
        }
        return Optional.of(probability >= EVEN ? LIKELY : POSSIBLE);
    }
}
