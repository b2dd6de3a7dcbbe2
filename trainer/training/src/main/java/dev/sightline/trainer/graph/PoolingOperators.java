package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.adaptive_avg_pool2d;
import static org.bytedeco.pytorch.global.torch.avg_pool2d;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.ones_like;

import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** Pooling over windows of two axes, or over all places. */
final class PoolingOperators {
    private PoolingOperators() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("GlobalAveragePool", node -> call -> Value.of(everywhere(call.tensor(0))));
        operators.put("GlobalMaxPool", node -> call -> Value.of(call.tensor(0).amax(places(call.tensor(0)), true)));
        operators.put("MaxPool", PoolingOperators::greatest);
        operators.put("AveragePool", PoolingOperators::average);
    }

    private static Tensor everywhere(Tensor input) {
        return input.dim() == 4
                ? adaptive_avg_pool2d(input, 1, 1)
                : input.mean(places(input), true, new ScalarTypeOptional());
    }

    /** All axes but batch and channel. */
    private static long[] places(Tensor input) {
        return LongStream.range(2, input.dim()).toArray();
    }

    /** What both kinds of window share. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record PoolingWindow(long[] kernel, long[] stride, long[] dilation, boolean ceiling, Padding padding) {

        static PoolingWindow of(NodeReader node) {
            node.requireOneOutput();
            long[] kernel = node.integers("kernel_shape");
            if (kernel.length != 2) {
                throw node.unsupported("supported are windows over two axes, this one has " + kernel.length);
            }
            long[] stride = node.integers("strides", 1, 1);
            long[] dilation = node.integers("dilations", 1, 1);
            return new PoolingWindow(
                    kernel, stride, dilation, node.flag("ceil_mode", false), Padding.of(node, stride, dilation));
        }

        boolean dilated() {
            return dilation[0] != 1 || dilation[1] != 1;
        }
    }

    private static Operation greatest(NodeReader node) {
        PoolingWindow w = PoolingWindow.of(node);
        return call -> {
            Tensor input = w.padding.apply(call.tensor(0), w.kernel, Double.NEGATIVE_INFINITY);
            return Value.of(max_pool2d(input, w.kernel, w.stride, w.padding.symmetric(), w.dilation, w.ceiling));
        };
    }

    private static Operation average(NodeReader node) {
        PoolingWindow w = PoolingWindow.of(node);
        boolean padsCount = node.flag("count_include_pad", false);
        if (w.padding.even() && !w.dilated()) {
            return call -> Value.of(avg_pool2d(
                    call.tensor(0),
                    w.kernel,
                    w.stride,
                    w.padding.symmetric(),
                    w.ceiling,
                    padsCount,
                    new LongOptional()));
        }
        if (w.ceiling) {
            throw node.unsupported("ceil_mode goes only without dilation and with the same pads on both sides");
        }
        return call -> {
            Tensor input = w.padding.apply(call.tensor(0), w.kernel, 0);
            Tensor sums = sum(input, w);
            if (padsCount) {
                return Value.of(sums.div(new Scalar((double) (w.kernel[0] * w.kernel[1]))));
            }
            Tensor places = w.padding.apply(ones_like(call.tensor(0)), w.kernel, 0);
            return Value.of(sums.div(sum(places, w)));
        };
    }

    /** Sum over each window, as a convolution with ones, channel by channel. */
    private static Tensor sum(Tensor input, PoolingWindow w) {
        long channels = input.size(1);
        Tensor kernel = ones(new long[] {channels, 1, w.kernel[0], w.kernel[1]}, input.options());
        return conv2d(input, kernel, new TensorOptional(), w.stride, w.padding.symmetric(), w.dilation, channels);
    }
}
