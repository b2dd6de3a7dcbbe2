package dev.sightline.trainer.pair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a list of labeled pairs together with what it names: pictures and tracklets of other sources, or, without any,
 * pictures beside the list.
 */
public final class PairSources {
    /** Pictures that only a list of pairs names come from a camera that nobody names. */
    private static final String CAMERA = "unknown";

    private PairSources() {}

    /**
     * Labels by site.
     *
     * @param list the pairs, see {@link PairList}; a name may begin with {@code site/}
     * @param tracklets by site, not empty
     * @return each label at the site that knows both its names; at the first site when none does
     */
    public static Map<String, List<LabeledPair>> read(
            Path list, LabelSource source, Map<String, List<ObservedTracklet>> tracklets) throws IOException {
        Map<String, Set<String>> names = new TreeMap<>();
        tracklets.forEach((site, seen) -> names.put(site, names(seen)));
        Map<String, List<LabeledPair>> labels = new TreeMap<>();
        for (LabeledPair pair : PairList.read(list, source)) {
            String site = names.keySet().stream()
                    .filter(s -> knows(names, s, pair.left()) && knows(names, s, pair.right()))
                    .findFirst()
                    .orElseGet(() -> names.keySet().iterator().next());
            labels.computeIfAbsent(site, k -> new ArrayList<>())
                    .add(new LabeledPair(
                            local(names, site, pair.left()), local(names, site, pair.right()), pair.same(), source));
        }
        return labels;
    }

    /** The pictures beside a list that its pairs name, each a tracklet of one site. */
    public static List<ObservedTracklet> pictures(Path list, String site) throws IOException {
        Set<String> names = new TreeSet<>();
        for (LabeledPair pair : PairList.read(list, LabelSource.IMPORT)) {
            names.add(pair.left());
            names.add(pair.right());
        }
        List<ObservedTracklet> pictures = new ArrayList<>();
        for (String name : names) {
            Path image = list.toAbsolutePath().resolveSibling(name);
            if (Files.isRegularFile(image)) {
                pictures.add(new ObservedTracklet(
                        name,
                        site,
                        CAMERA,
                        Optional.empty(),
                        List.of(new ObservedTracklet.Picture(name, image, Optional.empty()))));
            }
        }
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException(
                    list + " names no picture that is there, relative to its folder, such as "
                            + names.iterator().next() + "; name the data it means with --data");
        }
        return pictures;
    }

    private static Set<String> names(List<ObservedTracklet> tracklets) {
        Set<String> names = new HashSet<>();
        tracklets.forEach(t -> {
            names.add(t.id());
            t.crops().forEach(c -> names.add(c.name()));
        });
        return names;
    }

    private static boolean knows(Map<String, Set<String>> names, String site, String name) {
        return names.getOrDefault(site, Set.of()).contains(local(names, site, name));
    }

    private static String local(Map<String, Set<String>> names, String site, String name) {
        boolean known = names.getOrDefault(site, Set.of()).contains(name);
        return !known && name.startsWith(site + "/") ? name.substring(site.length() + 1) : name;
    }
}
