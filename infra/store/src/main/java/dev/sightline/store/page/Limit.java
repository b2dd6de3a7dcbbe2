package dev.sightline.store.page;

/** Bounds of a page. */
public final class Limit {
    /** Longest page. */
    public static final int MAX = 500;

    private Limit() {}

    /**
     * The limit, checked.
     *
     * @throws IllegalArgumentException unless 1 to {@link #MAX}
     */
    public static int require(int limit) {
        if (limit < 1 || limit > MAX) {
            throw new IllegalArgumentException("limit = " + limit + " must be 1 to " + MAX);
        }
        return limit;
    }
}
