package dev.sightline.matcher.gallery;

/** In plain Java, for runtimes without the vector module: steps would only cost conversions, so the rows as they are. */
final class PlainBlockScan implements BlockScan {
    private final int dimension;
    private final PlainDot dot;

    PlainBlockScan(int dimension) {
        this.dimension = dimension;
        this.dot = new PlainDot(dimension);
    }

    @Override
    public void scan(Block block, int blockIndex, int probes, Scores scores) {
        for (int probe = 0; probe < probes; probe++) {
            int to = scores.cosineAt(probe, blockIndex * Block.ROWS);
            float greatest = Float.NEGATIVE_INFINITY;
            for (int row = 0; row < Block.ROWS; row++) {
                float cosine = exact(block.exact, row * dimension, scores.probes, scores.probeAt(probe));
                scores.cosines[to + row] = cosine;
                greatest = Math.max(greatest, cosine);
            }
            scores.greatest[scores.greatestAt(probe, blockIndex)] = greatest;
        }
    }

    @Override
    public float exact(float[] rows, int row, float[] probes, int probe) {
        return dot.of(rows, row, probes, probe);
    }
}
