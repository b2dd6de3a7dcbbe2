package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.pad;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;

/** What changes shape, not values. */
final class Shaping {
    private Shaping() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("Reshape", Shaping::reshape);
        operators.put("Flatten", Shaping::flatten);
        operators.put("Transpose", Shaping::transpose);
        operators.put("Unsqueeze", Shaping::unsqueeze);
        operators.put("Squeeze", Shaping::squeeze);
        operators.put("Expand", node -> Shaping::expand);
        operators.put("Tile", node -> call -> Value.of(call.tensor(0).repeat(call.numbers(1))));
        operators.put("Pad", Shaping::padded);
        operators.put("DepthToSpace", Shaping::spread);
        operators.put("SpaceToDepth", Shaping::gathered);
    }

    static long[] shape(Tensor tensor) {
        return LongStream.range(0, tensor.dim()).map(tensor::size).toArray();
    }

    /** Two axes: those before {@code axis} and the others. */
    static Tensor matrix(Tensor input, long axis) {
        return switch ((int) axis) {
            case 0 -> input.reshape(1, -1);
            case 1 -> input.dim() == 1 ? input.reshape(-1, 1) : input.flatten(1, -1);
            default -> input.reshape(input.flatten(0, axis - 1).size(0), -1);
        };
    }

    /** Non-negative and rising. */
    private static long[] places(long[] axes, long rank) {
        return Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray();
    }

    private static Operation reshape(NodeReader node) {
        long[] attribute = node.integers("shape");
        boolean zeroIsZero = node.flag("allowzero", false);
        return call -> {
            long[] wanted = call.numbers(1, attribute).clone();
            if (call.onHost(0) && wanted.length < 2) {
                return new Value.Host(call.numbers(0), wanted.length == 0);
            }
            Tensor input = call.tensor(0);
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = wanted[i] == 0 && !zeroIsZero ? input.size(i) : wanted[i];
            }
            return Value.of(input.reshape(wanted));
        };
    }

    private static Operation flatten(NodeReader node) {
        long axis = node.integer("axis", 1);
        return call -> {
            Tensor input = call.tensor(0);
            return Value.of(matrix(input, axis < 0 ? axis + input.dim() : axis));
        };
    }

    private static Operation transpose(NodeReader node) {
        long[] order = node.integers("perm");
        return call -> {
            Tensor input = call.tensor(0);
            long last = input.dim() - 1;
            return Value.of(input.permute(
                    order.length > 0
                            ? order
                            : LongStream.rangeClosed(0, last).map(i -> last - i).toArray()));
        };
    }

    private static Operation unsqueeze(NodeReader node) {
        long[] attribute = node.integers("axes");
        return call -> {
            long[] axes = call.numbers(1, attribute);
            if (call.onHost(0) && call.scalar(0) && axes.length == 1) {
                return new Value.Host(call.numbers(0), false);
            }
            Tensor output = call.tensor(0);
            for (long place : places(axes, output.dim() + axes.length)) {
                output = output.unsqueeze(place);
            }
            return Value.of(output);
        };
    }

    private static Operation squeeze(NodeReader node) {
        long[] attribute = node.integers("axes");
        return call -> {
            long[] axes = call.numbers(1, attribute);
            if (call.onHost(0)) {
                return new Value.Host(call.numbers(0), call.numbers(0).length == 1);
            }
            Tensor output = call.tensor(0);
            if (axes.length == 0) {
                return Value.of(output.squeeze());
            }
            long[] places = places(axes, output.dim());
            for (int i = places.length - 1; i >= 0; i--) {
                output = output.squeeze(places[i]);
            }
            return Value.of(output);
        };
    }

    /** Both ways: a side of 1 in the wanted shape keeps the tensor's own. */
    private static Value expand(Call call) {
        Tensor input = call.tensor(0);
        long[] wanted = call.numbers(1);
        long[] shape = new long[(int) Math.max(input.dim(), wanted.length)];
        for (int i = 1; i <= shape.length; i++) {
            long own = i <= input.dim() ? input.size(input.dim() - i) : 1;
            long asked = i <= wanted.length ? wanted[wanted.length - i] : 1;
            shape[shape.length - i] = own == 1 ? asked : own;
        }
        return Value.of(input.expand(shape));
    }

    /** Pads are an attribute before opset 11 and an input since; LibTorch wants them from the last axis on. */
    private static Operation padded(NodeReader node) {
        long[] attribute = node.integers("pads");
        float fill = node.real("value", 0);
        String mode = node.text("mode", "constant");
        String torch = switch (mode) {
            case "constant", "reflect" -> mode;
            case "edge" -> "replicate";
            case "wrap" -> "circular";
            default -> throw node.unsupported("mode '" + mode + "'");
        };
        return call -> {
            Tensor input = call.tensor(0);
            long[] pads = call.numbers(1, attribute);
            long[] axes = call.numbers(3, LongStream.range(0, pads.length / 2).toArray());
            long[] falling = falling(pads, axes, (int) input.dim());
            if (!torch.equals("constant")) {
                return Value.of(pad(input, used(falling), torch, new DoubleOptional()));
            }
            double value = call.has(2) ? call.real(2) : fill;
            return Value.of(pad(input, falling, torch, new DoubleOptional(value)));
        };
    }

    private static long[] falling(long[] pads, long[] axes, int rank) {
        long[] falling = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            int fromLast = rank - 1 - (int) (axes[i] < 0 ? axes[i] + rank : axes[i]);
            falling[2 * fromLast] = pads[i];
            falling[2 * fromLast + 1] = pads[axes.length + i];
        }
        return falling;
    }

    /** Without the axes that are not padded: LibTorch reflects and repeats on trailing axes only. */
    private static long[] used(long[] falling) {
        int length = falling.length;
        while (length > 2 && falling[length - 1] == 0 && falling[length - 2] == 0) {
            length -= 2;
        }
        return Arrays.copyOf(falling, length);
    }

    private static Operation spread(NodeReader node) {
        long block = node.integer("blocksize", 1);
        boolean depthFirst = node.text("mode", "DCR").equals("DCR");
        return call -> {
            Tensor x = call.tensor(0);
            long channels = x.size(1) / (block * block);
            long[] split = depthFirst
                    ? new long[] {x.size(0), block, block, channels, x.size(2), x.size(3)}
                    : new long[] {x.size(0), channels, block, block, x.size(2), x.size(3)};
            long[] order = depthFirst ? new long[] {0, 3, 4, 1, 5, 2} : new long[] {0, 1, 4, 2, 5, 3};
            return Value.of(
                    x.reshape(split).permute(order).reshape(x.size(0), channels, x.size(2) * block, x.size(3) * block));
        };
    }

    private static Operation gathered(NodeReader node) {
        long block = node.integer("blocksize", 1);
        return call -> {
            Tensor x = call.tensor(0);
            long high = x.size(2) / block;
            long wide = x.size(3) / block;
            return Value.of(x.reshape(x.size(0), x.size(1), high, block, wide, block)
                    .permute(0, 3, 5, 1, 2, 4)
                    .reshape(x.size(0), x.size(1) * block * block, high, wide));
        };
    }
}
