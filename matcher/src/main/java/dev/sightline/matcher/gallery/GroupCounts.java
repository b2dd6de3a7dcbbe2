package dev.sightline.matcher.gallery;

import java.util.Arrays;

/** How many identities have exemplars of a camera, and how many of that one alone. */
final class GroupCounts {
    private int[] with = new int[8];
    private int[] alone = new int[8];
    private int all;

    /** Identities with a row outside the group. */
    int across(int group) {
        return all - at(alone, group);
    }

    /** Identities with a row of the group. */
    int within(int group) {
        return at(with, group);
    }

    /**
     * Counts one identity in or out.
     *
     * @param groups of its rows, ascending from {@code from} on
     * @param by 1 or -1
     */
    void change(int[] groups, int from, int length, int by) {
        int last = groups[from + length - 1];
        if (last >= with.length) {
            with = Arrays.copyOf(with, 2 * last);
            alone = Arrays.copyOf(alone, 2 * last);
        }
        all += by;
        for (int i = from; i < from + length; i++) {
            if (i == from || groups[i] != groups[i - 1]) {
                with[groups[i]] += by;
            }
        }
        if (groups[from] == last) {
            alone[last] += by;
        }
    }

    private static int at(int[] counts, int group) {
        return group < 0 || group >= counts.length ? 0 : counts[group];
    }
}
