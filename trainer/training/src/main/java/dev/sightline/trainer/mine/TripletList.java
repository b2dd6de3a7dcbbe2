package dev.sightline.trainer.mine;

import java.util.Arrays;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Triplets gathered anchor by anchor, so that mining needs memory for one anchor and for what it finds, never for every
 * three crops of a batch at once. One thread.
 */
final class TripletList {
    private long[] anchors = new long[64];
    private long[] positives = new long[64];
    private long[] negatives = new long[64];
    private int size;

    /** Adds triplets of one anchor; both tensors are int64 of one length. */
    void add(long anchor, Tensor positive, Tensor negative) {
        long[] own = read(positive);
        long[] others = read(negative);
        int needed = size + own.length;
        if (needed > anchors.length) {
            int room = Math.max(needed, 2 * anchors.length);
            anchors = Arrays.copyOf(anchors, room);
            positives = Arrays.copyOf(positives, room);
            negatives = Arrays.copyOf(negatives, room);
        }
        Arrays.fill(anchors, size, needed, anchor);
        System.arraycopy(own, 0, positives, size, own.length);
        System.arraycopy(others, 0, negatives, size, others.length);
        size = needed;
    }

    private static long[] read(Tensor tensor) {
        long[] values = new long[(int) tensor.numel()];
        if (values.length > 0) {
            new LongPointer(tensor.cpu().contiguous().data_ptr()).get(values);
        }
        return values;
    }

    /** On the device of {@code like}. */
    Triplets triplets(Tensor like) {
        return new Triplets(tensor(anchors, like), tensor(positives, like), tensor(negatives, like));
    }

    private Tensor tensor(long[] values, Tensor like) {
        Tensor tensor = Tensor.create(Arrays.copyOf(values, size), size);
        return like.is_cuda() ? tensor.to(like.device(), tensor.scalar_type()) : tensor;
    }
}
