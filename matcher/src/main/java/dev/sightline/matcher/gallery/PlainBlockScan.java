package dev.sightline.matcher.gallery;

/** In plain Java, for runtimes without the vector module: bytes would only cost conversions, so the rows as they are. */
final class PlainBlockScan implements BlockScan {
    @Override
    public void scan(Block block, int blockIndex, int probes, Scores scores) {
        for (int probe = 0; probe < probes; probe++) {
            int to = scores.cosineAt(probe, blockIndex * Block.ROWS);
            block.dots(0, Block.ROWS, scores, probe, to);
            float greatest = scores.cosines[to];
            for (int row = 1; row < Block.ROWS; row++) {
                greatest = Math.max(greatest, scores.cosines[to + row]);
            }
            scores.greatest[scores.greatestAt(probe, blockIndex)] = greatest;
        }
    }
}
