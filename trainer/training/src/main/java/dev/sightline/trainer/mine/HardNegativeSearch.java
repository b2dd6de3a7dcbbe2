package dev.sightline.trainer.mine;

import static org.bytedeco.pytorch.global.torch.linalg_vector_norm;
import static org.bytedeco.pytorch.global.torch.topk;

import dev.sightline.trainer.sample.HardNegatives;
import java.util.Arrays;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The nearest strangers of every crop among all others, by cosine: what a batch drawn at random hardly ever holds. Exact,
 * in blocks of a matrix product. The very nearest are often wrong labels, so ranks may begin later.
 *
 * @param from first rank among strangers, from 1
 * @param to last rank
 */
public record HardNegativeSearch(int from, int to) {
    /** Cosines held at a time: 32 MB of them. */
    private static final long BLOCK = 8_000_000;
    /** A zero row stays zero: as far from everybody. */
    private static final double SHORTEST = 1e-6;

    public HardNegativeSearch {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException(
                    "Ranks " + from + " to " + to + " are not allowed: count from 1, the last no less than the first");
        }
    }

    /** As {@link #search(Tensor, int[], SuspectedPairs)}, of rows of plain numbers on the CPU. */
    public HardNegatives search(float[][] descriptors, int[] identities, SuspectedPairs suspects) {
        if (descriptors.length == 0) {
            return new HardNegatives(new int[0][]);
        }
        int width = descriptors[0].length;
        float[] flat = new float[Math.multiplyExact(descriptors.length, width)];
        for (int row = 0; row < descriptors.length; row++) {
            System.arraycopy(descriptors[row], 0, flat, row * width, width);
        }
        try (PointerScope scope = new PointerScope()) {
            return search(Tensor.create(flat, descriptors.length, width), identities, suspects);
        }
    }

    /**
     * The hard negatives of each crop, nearest first; fewer than asked where there are not so many strangers.
     *
     * @param descriptors [N,D] float on any device, of any length
     * @param identities one per row
     * @param suspects left out, those behind them move up
     */
    public HardNegatives search(Tensor descriptors, int[] identities, SuspectedPairs suspects) {
        long rows = descriptors.size(0);
        if (identities.length != rows) {
            throw new IllegalArgumentException(identities.length + " identities do not fit " + rows + " descriptors");
        }
        int[][] hardNegatives = new int[identities.length][];
        if (rows > 0) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor unit = normalized(descriptors.detach());
                Tensor people = Tensor.create(
                                Arrays.stream(identities).asLongStream().toArray(), rows)
                        .to(unit.device(), ScalarType.Long);
                long block = Math.max(1, BLOCK / rows);
                int most = (int) Math.min(rows, (long) to + suspects.most());
                for (long first = 0; first < rows; first += block) {
                    int[][] nearest = nearest(unit, people, new Block(first, Math.min(block, rows - first)), most);
                    for (int row = 0; row < nearest.length; row++) {
                        hardNegatives[(int) first + row] = ranked(nearest[row], (int) first + row, suspects);
                    }
                }
            }
        }
        return new HardNegatives(hardNegatives);
    }

    private static Tensor normalized(Tensor rows) {
        Tensor lengths = linalg_vector_norm(rows, new Scalar(2.0), new long[] {1}, true, new ScalarTypeOptional());
        return rows.div(lengths.clamp_min(new Scalar(SHORTEST)));
    }

    private int[] ranked(int[] nearest, int crop, SuspectedPairs suspects) {
        return Arrays.stream(nearest)
                .filter(place -> !suspects.holds(crop, place))
                .limit(to)
                .skip(from - 1L)
                .toArray();
    }

    private record Block(long first, long count) {
        Tensor of(Tensor rows) {
            return rows.narrow(0, first, count);
        }
    }

    /** Up to {@code most} strangers of each row of the block, nearest first. */
    private static int[][] nearest(Tensor unit, Tensor people, Block block, int most) {
        try (PointerScope scope = new PointerScope()) {
            Tensor own = block.of(people).unsqueeze(1).eq(people.unsqueeze(0));
            Tensor cosines = block.of(unit).matmul(unit.t());
            cosines.masked_fill_(own, new Scalar(Double.NEGATIVE_INFINITY));
            T_TensorTensor_T best = topk(cosines, most, 1, true, true);
            long[] places = read(best.get1());
            long[] strangers = read(own.logical_not().sum(1));
            int[][] nearest = new int[strangers.length][];
            for (int row = 0; row < nearest.length; row++) {
                int end = row * most + (int) Math.min(most, strangers[row]); // own people come last
                nearest[row] = Arrays.stream(places, row * most, end)
                        .mapToInt(place -> (int) place)
                        .toArray();
            }
            return nearest;
        }
    }

    private static long[] read(Tensor whole) {
        long[] values = new long[Math.toIntExact(whole.numel())];
        new LongPointer(whole.contiguous().cpu().data_ptr()).get(values);
        return values;
    }
}
