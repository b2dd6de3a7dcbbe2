package dev.sightline.trainer.graph;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** What one node sees in one run. One thread. */
final class Call {
    private final @Nullable Value[] slots;
    private final @Nullable TensorOptional[] ready;
    private final int[] inputs;
    private final boolean training;
    private final Device device;
    private final List<Value> more = new ArrayList<>(0);

    /**
     * @param slots all values of the run
     * @param ready those that never change, as LibTorch takes what may be left out
     * @param inputs the node's inputs as slots, -1 where one is left out
     * @param training whether batch statistics and dropout are on for this node
     * @param device of all tensors
     */
    Call(@Nullable Value[] slots, @Nullable TensorOptional[] ready, int[] inputs, boolean training, Device device) {
        this.slots = slots;
        this.ready = ready;
        this.inputs = inputs;
        this.training = training;
        this.device = device;
    }

    boolean training() {
        return training;
    }

    Device device() {
        return device;
    }

    int count() {
        return inputs.length;
    }

    boolean has(int input) {
        return input < inputs.length && inputs[input] >= 0;
    }

    boolean onHost(int input) {
        return value(input) instanceof Value.Host;
    }

    boolean allOnHost() {
        for (int i = 0; i < inputs.length; i++) {
            if (!onHost(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an input is a single number without axes. */
    boolean scalar(int input) {
        return value(input) instanceof Value.Host host
                ? host.scalar()
                : tensor(input).dim() == 0;
    }

    Value value(int input) {
        Value value = has(input) ? slots[inputs[input]] : null;
        if (value == null) {
            throw new IllegalStateException("input " + input + " is missing");
        }
        return value;
    }

    /** An input as tensor; integers of the host become an int64 tensor. */
    Tensor tensor(int input) {
        if (value(input) instanceof Value.Host host) {
            return host.scalar() ? moved(Tensor.create(host.numbers(), new long[0])) : numbers(host.numbers());
        }
        return ((Value.Dense) value(input)).tensor();
    }

    /** A list of integers as tensor on the graph's device. */
    Tensor numbers(long... numbers) {
        return moved(Tensor.create(numbers, numbers.length));
    }

    /** A tensor made on the host, on the graph's device. */
    Tensor moved(Tensor tensor) {
        return device.is_cpu() ? tensor : tensor.to(device, tensor.scalar_type());
    }

    TensorOptional optional(int input) {
        if (!has(input)) {
            return new TensorOptional();
        }
        TensorOptional known = ready[inputs[input]];
        return known != null ? known : new TensorOptional(tensor(input));
    }

    /** An input as integers; a tensor is copied to the host. */
    long[] numbers(int input) {
        if (value(input) instanceof Value.Host host) {
            return host.numbers();
        }
        Tensor tensor = tensor(input).to(ScalarType.Long).cpu().contiguous();
        long[] numbers = new long[(int) tensor.numel()];
        tensor.data_ptr_long().get(numbers);
        return numbers;
    }

    /** An input as integers, or {@code otherwise} when it is left out: newer operator sets made attributes inputs. */
    long[] numbers(int input, long[] otherwise) {
        return has(input) ? numbers(input) : otherwise;
    }

    /** An input that holds one real number. */
    double real(int input) {
        return tensor(input).item_double();
    }

    /** Adds the second and later outputs of a node. */
    void more(Value value) {
        more.add(value);
    }

    List<Value> more() {
        return more;
    }
}
