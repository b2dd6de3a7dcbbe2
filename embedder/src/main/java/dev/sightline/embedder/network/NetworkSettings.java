package dev.sightline.embedder.network;

import java.util.List;

/**
 * How networks run.
 *
 * @param providers tried in this order; one that is missing is logged, counted and passed over
 * @param threads threads inside one run, at least 1. One is best on CPU: use several callers instead
 */
public record NetworkSettings(List<Provider> providers, int threads) {

    public NetworkSettings {
        providers = List.copyOf(providers);
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("providers must name at least one of tensorrt, cuda, openvino, cpu");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
    }

    /** CPU, one thread. */
    public static NetworkSettings defaults() {
        return new NetworkSettings(List.of(Provider.CPU), 1);
    }
}
