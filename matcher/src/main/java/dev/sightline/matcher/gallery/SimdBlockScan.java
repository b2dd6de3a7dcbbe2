package dev.sightline.matcher.gallery;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * By the Vector API. One probe that meets a large gallery is bound by memory and meets the rows that take least of it; where
 * the gallery stays in the processor's cache, or several probes share what is read, they meet those from which less is lost.
 */
final class SimdBlockScan implements BlockScan {
    /** One for all: methods that meet two kinds of vectors make objects of them. */
    static final VectorSpecies<Float> FLOATS = floats();

    private static final int WIDTH = FLOATS.length();

    private static final float LONGEST = Block.up(RowMatrix.LENGTH);

    private final long cache;
    private final float ofSums;
    private final SimdPackedScan packed = new SimdPackedScan();
    private final SimdByteScan bytes;
    private final SimdDot dot;

    SimdBlockScan(int dimension) {
        this(dimension, ExactGallery.CACHE);
    }

    /** @param cache in bytes; a smaller gallery is taken for one that stays in it */
    SimdBlockScan(int dimension, long cache) {
        this.cache = cache;
        this.ofSums = Block.up(RoundedProbe.ofSums(dimension));
        this.bytes = new SimdByteScan(dimension);
        this.dot = new SimdDot(dimension);
    }

    /** Whether registers hold so much that it pays. */
    static boolean isFast() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 256;
    }

    @Override
    public void scan(Block block, int blockIndex, int probes, Scores scores) {
        boolean isFar = (long) scores.blocks() * block.bytes.rounded.length > cache;
        int together = probes - probes % SimdByteScan.FOUR;
        bytes.scan(block, blockIndex, together, scores);
        for (int probe = 0; probe < probes; probe++) {
            boolean isAlone = probe >= together;
            int from = scores.cosineAt(probe, blockIndex * Block.ROWS);
            float greatest;
            if (isAlone && isFar) {
                packed.scan(block, blockIndex, probe, scores);
                RoundedProbe rounded = scores.rounded(probe);
                greatest = raise(block.packed.slacks, rounded.length(), rounded.addend(), scores.cosines, from);
            } else {
                if (isAlone) {
                    bytes.one(block, blockIndex, probe, scores);
                }
                greatest = raise(block.bytes.lost, LONGEST, ofSums, scores.cosines, from);
            }
            scores.greatest[scores.greatestAt(probe, blockIndex)] = greatest;
        }
    }

    @Override
    public float exact(float[] rows, int row, float[] probes, int probe) {
        return dot.of(rows, row, probes, probe);
    }

    /**
     * Lifts the scores of a block above the cosines, by so many times the slack of each row and {@code more}, and returns the
     * greatest.
     */
    private static float raise(float[] slacks, float times, float more, float[] cosines, int from) {
        FloatVector greatest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector length = FloatVector.broadcast(FLOATS, times);
        FloatVector addend = FloatVector.broadcast(FLOATS, more);
        for (int row = 0; row < Block.ROWS; row += WIDTH) {
            FloatVector raised = FloatVector.fromArray(FLOATS, cosines, from + row)
                    .add(FloatVector.fromArray(FLOATS, slacks, row).fma(length, addend));
            raised.intoArray(cosines, from + row);
            greatest = greatest.max(raised);
        }
        return greatest.reduceLanes(VectorOperators.MAX);
    }

    /** Registers beyond 512 bits would not divide a block. */
    private static VectorSpecies<Float> floats() {
        VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.vectorBitSize() > 512 ? preferred.withShape(VectorShape.S_512_BIT) : preferred;
    }
}
