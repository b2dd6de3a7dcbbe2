package dev.sightline.matcher.gallery;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which rows are whose. Identities are small integers here, each with one range of rows that are sorted by group, so that
 * a pass over the rows meets every identity once and each of its groups in one piece.
 */
final class Roster {
    static final int NOBODY = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Deque<Integer> freeNumbers = new ArrayDeque<>();
    private final GroupCounts counts = new GroupCounts();
    private String[] ids = new String[16];
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int[] owners = new int[0];
    private int[] groups = new int[0];
    private int rows;

    int size() {
        return numbers.size();
    }

    /** Rows that belong to somebody. */
    int rows() {
        return rows;
    }

    GroupCounts counts() {
        return counts;
    }

    /** {@link #NOBODY} when it is not here. */
    int number(String identityId) {
        return numbers.getOrDefault(identityId, NOBODY);
    }

    String id(int number) {
        return ids[number];
    }

    int start(int number) {
        return starts[number];
    }

    int end(int number) {
        return starts[number] + lengths[number];
    }

    int owner(int row) {
        return row < owners.length ? owners[row] : NOBODY;
    }

    int group(int row) {
        return row < groups.length ? groups[row] : NOBODY;
    }

    /**
     * Gives an identity that is not here its rows.
     *
     * @param sorted the group of each of its rows, ascending
     */
    void add(String identityId, int start, int[] sorted) {
        int number = freeNumbers.isEmpty() ? numbers.size() : freeNumbers.pop();
        if (number == ids.length) {
            ids = Arrays.copyOf(ids, 2 * number);
            starts = Arrays.copyOf(starts, 2 * number);
            lengths = Arrays.copyOf(lengths, 2 * number);
        }
        numbers.put(identityId, number);
        ids[number] = identityId;
        lengths[number] = sorted.length;
        rows += sorted.length;
        reserve(start + sorted.length);
        System.arraycopy(sorted, 0, groups, start, sorted.length);
        counts.change(sorted, 0, sorted.length, 1);
        place(number, start);
    }

    void remove(int number) {
        int start = starts[number];
        counts.change(groups, start, lengths[number], -1);
        Arrays.fill(owners, start, start + lengths[number], NOBODY);
        rows -= lengths[number];
        numbers.remove(ids[number]);
        freeNumbers.push(number);
        ids[number] = "";
    }

    /** Follows an identity's rows to the beginning of another range, lower than theirs. */
    void move(int number, int start) {
        int from = starts[number];
        int length = lengths[number];
        System.arraycopy(groups, from, groups, start, length);
        Arrays.fill(owners, from, from + length, NOBODY);
        place(number, start);
    }

    private void place(int number, int start) {
        starts[number] = start;
        Arrays.fill(owners, start, start + lengths[number], number);
    }

    private void reserve(int needed) {
        int before = owners.length;
        if (needed > before) {
            owners = Arrays.copyOf(owners, Math.max(needed, 2 * before));
            groups = Arrays.copyOf(groups, owners.length);
            Arrays.fill(owners, before, owners.length, NOBODY);
        }
    }
}
