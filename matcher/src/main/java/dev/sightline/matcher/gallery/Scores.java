package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.List;

/**
 * The probes of a batch and their cosines to every row, at first at least those, with the greatest one of each block: whole blocks can
 * be passed over. The arrays are kept from search to search, so that a search allocates next to nothing.
 */
final class Scores {
    /** Probe after probe. */
    float[] probes = new float[0];
    /** Probe after probe, every row of every block; see {@link BlockScan#scan}. */
    float[] cosines = new float[0];
    /** Probe after probe, every block. */
    float[] greatest = new float[0];

    private final int dimension;
    private final List<RoundedProbe> rounded = new ArrayList<>();
    private boolean[] isRounded = new boolean[0];
    private int blocks;

    Scores(int dimension) {
        this.dimension = dimension;
    }

    void prepare(int count, int blockCount) {
        blocks = blockCount;
        if (probes.length < count * dimension) {
            probes = new float[count * dimension];
        }
        if (isRounded.length < count) {
            isRounded = new boolean[count];
        }
        while (rounded.size() < count) {
            rounded.add(new RoundedProbe(dimension));
        }
        if (greatest.length < count * blocks) {
            int room = count * (blocks + blocks / 4 + 1);
            greatest = new float[room];
            cosines = new float[room * Block.ROWS];
        }
    }

    int blocks() {
        return blocks;
    }

    void probe(int index, UnitVector vector) {
        vector.copyTo(probes, index * dimension);
        isRounded[index] = false;
    }

    /** The probe as {@link PackedRows} are met; made when it is first asked for. */
    RoundedProbe rounded(int probe) {
        RoundedProbe whole = rounded.get(probe);
        if (!isRounded[probe]) {
            whole.round(probes, probeAt(probe));
            isRounded[probe] = true;
        }
        return whole;
    }

    /** Whether the probe met {@link PackedRows}: then means of two rows are not below the true ones, single rows may be. */
    boolean isOfMeans(int probe) {
        return isRounded[probe];
    }

    int probeAt(int probe) {
        return probe * dimension;
    }

    /** Where a block's greatest cosine lies. */
    int greatestAt(int probe, int block) {
        return probe * blocks + block;
    }

    /** Where a row's cosine lies. */
    int cosineAt(int probe, int row) {
        return probe * blocks * Block.ROWS + row;
    }

    float cosine(int probe, int row) {
        return cosines[cosineAt(probe, row)];
    }
}
