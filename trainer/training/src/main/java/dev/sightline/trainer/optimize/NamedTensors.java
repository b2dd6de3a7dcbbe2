package dev.sightline.trainer.optimize;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Values from one set of named tensors into another, in place. */
public final class NamedTensors {

    private NamedTensors() {}

    /**
     * Copies all of {@code from} into {@code to}, across devices if need be. Nothing is written unless everything fits.
     *
     * @throws IllegalArgumentException naming what is missing, unknown or of another shape
     */
    public static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
        refuse("missing", to.keySet(), from.keySet());
        refuse("unknown", from.keySet(), to.keySet());
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            to.forEach((name, target) -> {
                long[] given = at(from, name).shape();
                if (!Arrays.equals(given, target.shape())) {
                    throw new IllegalArgumentException("Tensor " + name + " has shape " + Arrays.toString(given)
                            + " in the saved state and " + Arrays.toString(target.shape())
                            + " here: resume with the network and recipe that were saved");
                }
            });
            to.forEach((name, target) -> target.copy_(at(from, name)));
        }
    }

    private static Tensor at(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("Tensor " + name + " is missing in the saved state");
        }
        return tensor;
    }

    private static void refuse(String what, Set<String> asked, Set<String> there) {
        Set<String> rest = new LinkedHashSet<>(asked);
        rest.removeAll(there);
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("The saved state has " + rest.size() + " " + what + " tensors, such as "
                    + rest.iterator().next() + ": resume with the network and recipe that were saved");
        }
    }
}
