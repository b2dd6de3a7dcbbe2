package dev.sightline.onnx.tfjs;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where each logical axis of a tensor lies: logical axis {@code i} is stored as axis {@code stored(i)}.
 */
final class Layout {
    /** Four logical axes N, H, W, C stored as N, C, H, W. */
    static final Layout CHANNELS_FIRST = new Layout(0, 2, 3, 1);

    private final int[] stored;

    private Layout(int... stored) {
        this.stored = stored;
    }

    /** Stored in logical order. */
    static Layout plain(int rank) {
        return new Layout(IntStream.range(0, rank).toArray());
    }

    /** How this importer stores tensors of a rank: pictures channels first, all else in logical order. */
    static Layout preferred(int rank) {
        return rank == 4 ? CHANNELS_FIRST : plain(rank);
    }

    int rank() {
        return stored.length;
    }

    int stored(int logical) {
        return stored[logical];
    }

    /** For each stored axis, the logical axis that lies there. */
    int[] logicalOrder() {
        int[] logical = new int[stored.length];
        for (int i = 0; i < stored.length; i++) {
            logical[stored[i]] = i;
        }
        return logical;
    }

    /** The {@code perm} of an ONNX Transpose that turns data stored this way into {@code target}. */
    long[] transposeTo(Layout target) {
        long[] perm = new long[stored.length];
        for (int i = 0; i < stored.length; i++) {
            perm[target.stored[i]] = stored[i];
        }
        return perm;
    }

    /** The layout that is left when some logical axes go. */
    Layout without(boolean[] gone) {
        int[] left = IntStream.range(0, stored.length)
                .filter(i -> !gone[i])
                .map(i -> stored[i])
                .toArray();
        int[] sorted = left.clone();
        Arrays.sort(sorted);
        return new Layout(
                Arrays.stream(left).map(s -> Arrays.binarySearch(sorted, s)).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layout layout && Arrays.equals(stored, layout.stored);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(stored);
    }

    @Override
    public String toString() {
        return "Layout" + Arrays.toString(stored);
    }
}
