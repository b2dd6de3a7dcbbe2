package dev.sightline.matcher.gallery;

import java.util.Arrays;

/** In plain Java, for runtimes without the vector module; the compiler finds some of the vector code by itself. */
final class PlainBlockScan implements BlockScan {
    @Override
    public void one(float[] block, int blockIndex, int probe, Scores scores) {
        float[] probes = scores.probes;
        float[] sums = scores.cosines;
        int from = scores.probeAt(probe);
        int to = scores.cosineAt(probe, blockIndex * RowMatrix.BLOCK);
        Arrays.fill(sums, to, to + RowMatrix.BLOCK, 0);
        for (int d = 0; d < scores.dimension(); d++) {
            float value = probes[from + d];
            int at = d * RowMatrix.BLOCK;
            for (int r = 0; r < RowMatrix.BLOCK; r++) {
                sums[to + r] = Math.fma(block[at + r], value, sums[to + r]);
            }
        }
        float greatest = sums[to];
        for (int r = 1; r < RowMatrix.BLOCK; r++) {
            greatest = Math.max(greatest, sums[to + r]);
        }
        scores.greatest[scores.greatestAt(probe, blockIndex)] = greatest;
    }

    @Override
    public void four(float[] block, int blockIndex, int probe, Scores scores) {
        for (int i = 0; i < FOUR; i++) {
            one(block, blockIndex, probe + i, scores);
        }
    }
}
