package dev.sightline.bench.world;

import dev.sightline.bench.world.baseline.GreedyMerging;
import dev.sightline.bench.world.baseline.MicroBatches;
import dev.sightline.bench.world.baseline.MovingCentroid;
import dev.sightline.bench.world.baseline.NearestTracklet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The systems that can play a world, by name. All but the project's own have one threshold, found on other worlds. */
final class Systems {
    private static final List<Double> COSINES = steps(0.30, 0.05, 14);
    private static final List<Double> NATS = steps(1, 1, 8);
    private static final String JOINT = "joint";
    private static final TreeMap<String, Kind> KINDS = new TreeMap<>();

    static {
        KINDS.put("sightline", new Kind(List.of(), (world, t) -> new SightlineSystem(world)));
        KINDS.put("nearest", new Kind(COSINES, (world, t) -> new NearestTracklet(t)));
        KINDS.put("centroid", new Kind(COSINES, (world, t) -> new MovingCentroid(t)));
        KINDS.put("micro-batch", new Kind(COSINES, (world, t) -> new MicroBatches(t)));
        KINDS.put("greedy", new Kind(COSINES, (world, t) -> new GreedyMerging(t)));
        KINDS.put(JOINT, new Kind(NATS, JointAssignment::new));
    }

    private Systems() {}

    static Set<String> names() {
        return KINDS.keySet();
    }

    /** @throws IllegalArgumentException for an unknown name */
    static Kind kind(String name) {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("unknown system '" + name + "'; allowed: " + names());
        }
        return kind;
    }

    private static List<Double> steps(double first, double step, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> first + i * step)
                .toList();
    }

    /**
     * @param thresholds to try; empty when the system has none
     * @param maker of one that plays once
     */
    record Kind(List<Double> thresholds, Maker maker) {}

    @FunctionalInterface
    interface Maker {
        LinkingSystem make(World world, double threshold);
    }
}
