package dev.sightline.store.search;

/** How sure a result is, for people. */
public enum Band {
    /** At least 19 in 20, and fewer than one in twenty searches would show a stranger who looks as alike. */
    CERTAIN,
    /** More likely than not. */
    LIKELY,
    /** Worth a look: at least 1 in 50. */
    POSSIBLE;

    private static final double SURE = 0.95;
    private static final double EVEN = 0.5;
    private static final double LEAST = 0.02;

    /** Whether somebody is worth showing at all. */
    static boolean isShown(double probability) {
        return probability >= LEAST;
    }

    static Band of(double probability, double strangers) {
        if (probability >= SURE && strangers < 1 - SURE) {
            return CERTAIN;
        }
        return probability >= EVEN ? LIKELY : POSSIBLE;
    }
}
