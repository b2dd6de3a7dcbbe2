package dev.sightline.platform.roster;

import dev.sightline.contracts.v1.Camera;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * How many cameras each partition has to work on; paused ones do not count. Immutable.
 *
 * @param cameras all there are
 */
public record Loads(List<Camera> cameras) {
    public Loads {
        cameras = cameras.stream().filter(camera -> !camera.getPaused()).toList();
    }

    public static Loads of(Collection<Camera> cameras) {
        return new Loads(List.copyOf(cameras));
    }

    /** Cameras by partition of frames or observations, an entry for each partition. */
    public Map<Integer, Integer> byCamera(int partitions) {
        return count(
                partitions,
                camera -> camera.hasPlace() && camera.getPlace().getCameraPartition() < partitions
                        ? camera.getPlace().getCameraPartition()
                        : Roster.hashed(camera.getCameraId(), partitions));
    }

    /** Cameras by the partition of their site, an entry for each partition. */
    public Map<Integer, Integer> bySite(int partitions) {
        return count(
                partitions,
                camera -> camera.hasPlace() && camera.getPlace().getSitePartition() < partitions
                        ? camera.getPlace().getSitePartition()
                        : Roster.hashed(camera.getSiteId(), partitions));
    }

    private Map<Integer, Integer> count(int partitions, ToIntFunction<Camera> partition) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < partitions; i++) {
            counts.put(i, 0);
        }
        cameras.forEach(camera -> counts.merge(partition.applyAsInt(camera), 1, Integer::sum));
        return counts;
    }
}
