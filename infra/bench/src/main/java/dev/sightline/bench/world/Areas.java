package dev.sightline.bench.world;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which shards see which cameras of a large site. Cameras that lie beside one another have one shard, their home. A camera
 * from which a way leads into another shard is seen there, too, where people are handed over.
 *
 * @param home camera id to the shard that decides for it
 * @param seenBy camera id to every shard that sees it, its home among them
 */
record Areas(Map<String, Integer> home, Map<String, Set<Integer>> seenBy) {
    Areas {
        home = Map.copyOf(home);
        seenBy = Map.copyOf(seenBy);
    }

    /** @param handOver whether shards see the cameras that lead into them */
    static Areas of(SiteGraph graph, int shards, boolean handOver) {
        Map<String, Integer> home = new TreeMap<>();
        Map<String, Set<Integer>> seenBy = new TreeMap<>();
        int cameras = graph.cameras();
        for (int camera = 0; camera < cameras; camera++) {
            int own = camera * shards / cameras;
            Set<Integer> all = new TreeSet<>(Set.of(own));
            if (handOver) {
                graph.next().get(camera).forEach(next -> all.add(next * shards / cameras));
            }
            home.put(Visit.cameraId(camera), own);
            seenBy.put(Visit.cameraId(camera), Set.copyOf(all));
        }
        return new Areas(home, seenBy);
    }

    int home(String camera) {
        Integer shard = home.get(camera);
        if (shard == null) {
            throw new IllegalArgumentException("camera " + camera + " is in no area");
        }
        return shard;
    }

    Set<Integer> seenBy(String camera) {
        return seenBy.getOrDefault(camera, Set.of());
    }

    int shards() {
        return home.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }
}
