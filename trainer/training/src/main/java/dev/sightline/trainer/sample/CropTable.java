package dev.sightline.trainer.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is on which crop, by place; identities by camera, and by the site that has most of their crops. */
final class CropTable {
    private final int[] identity;
    private final Map<Integer, Map<Integer, List<Integer>>> crops = new TreeMap<>();
    private final Map<Integer, Integer> site = new TreeMap<>();

    CropTable(List<CropLabel> labels) {
        identity = labels.stream().mapToInt(CropLabel::identity).toArray();
        Map<Integer, Map<Integer, Integer>> counts = new TreeMap<>();
        for (int crop = 0; crop < labels.size(); crop++) {
            CropLabel label = labels.get(crop);
            crops.computeIfAbsent(label.identity(), k -> new TreeMap<>())
                    .computeIfAbsent(label.camera(), k -> new ArrayList<>())
                    .add(crop);
            counts.computeIfAbsent(label.identity(), k -> new TreeMap<>()).merge(label.site(), 1, Integer::sum);
        }
        counts.forEach((person, sites) -> site.put(person, mostFrequent(sites)));
    }

    private static int mostFrequent(Map<Integer, Integer> counts) {
        int best = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
            if (count.getValue() > most) {
                most = count.getValue();
                best = count.getKey();
            }
        }
        return best;
    }

    int size() {
        return identity.length;
    }

    int identity(int crop) {
        return identity[crop];
    }

    /** Identities with their site, in order of identity. */
    Map<Integer, Integer> sites() {
        return Collections.unmodifiableMap(site);
    }

    /** An identity's crops by camera. */
    Map<Integer, List<Integer>> byCamera(int person) {
        return crops.getOrDefault(person, Map.of());
    }

    /** An identity's crops. */
    List<Integer> crops(int person) {
        return byCamera(person).values().stream().flatMap(List::stream).toList();
    }
}
