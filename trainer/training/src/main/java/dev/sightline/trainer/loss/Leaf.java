package dev.sightline.trainer.loss;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/** One tensor that a loss owns, beyond the scope that made it. */
final class Leaf implements AutoCloseable {
    private final boolean trained;
    private Tensor tensor;

    private Leaf(Tensor tensor, boolean trained) {
        this.tensor = tensor;
        this.trained = trained;
    }

    /** A copy of {@code values} that an optimizer trains. */
    static Leaf trained(Tensor values) {
        return new Leaf(own(values, true), true);
    }

    /** A copy of {@code values} that the loss changes by itself. */
    static Leaf kept(Tensor values) {
        return new Leaf(own(values, false), false);
    }

    /** Seeded normal numbers; Java's generator, so that the global one of LibTorch stays as it is. */
    static Tensor normal(double deviation, long seed, long... shape) {
        long count = 1;
        for (long s : shape) {
            count *= s;
        }
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return Tensor.create(values, shape);
    }

    Tensor tensor() {
        return tensor;
    }

    void move(Device device) {
        try (PointerScope scope = new PointerScope()) {
            Tensor before = tensor;
            tensor = own(before.detach().to(device, before.scalar_type()), trained);
            before.releaseReference();
        }
    }

    private static Tensor own(Tensor values, boolean trained) {
        try (PointerScope scope = new PointerScope()) {
            Tensor copy = values.detach().clone();
            copy.set_requires_grad(trained);
            return copy.retainReference();
        }
    }

    @Override
    public void close() {
        tensor.releaseReference();
    }
}
