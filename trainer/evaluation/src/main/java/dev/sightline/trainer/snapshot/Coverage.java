package dev.sightline.trainer.snapshot;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a set of crops can be used for, and which crops of one person count as another view of them. */
public sealed interface Coverage {

    /** For people. */
    String sentence();

    /** People were seen by more than one camera: views of another camera are the ones to find. */
    record CrossCamera(int peopleInSeveralCameras) implements Coverage {
        @Override
        public String sentence() {
            return peopleInSeveralCameras + " people were seen by more than one camera";
        }
    }

    /**
     * Nobody was seen by two cameras: crops of another tracklet are to be found.
     *
     * @param tracklets whether anybody has two tracklets; otherwise any other crop is to be found
     */
    record SameCamera(boolean tracklets) implements Coverage {
        @Override
        public String sentence() {
            return "nobody was seen by more than one camera; a person's crops are looked for in "
                    + (tracklets ? "their other tracklets" : "all other crops, for nobody has two tracklets");
        }
    }

    /** Fewer than two people: nothing can be told apart. */
    record OnePerson(String identity) implements Coverage {
        @Override
        public String sentence() {
            return "all pictures show one identity, '" + identity
                    + "'; a model learns to tell people apart from at least two";
        }
    }

    /** How many people a crop of another camera shows too; with one camera, of another tracklet. */
    static int foundAgain(List<Crop> crops) {
        boolean oneCamera = oneCamera(crops);
        Map<String, Set<String>> views = new HashMap<>();
        for (Crop crop : crops) {
            if (!crop.isDistractor()) {
                String stay = crop.tracklet().isEmpty() ? crop.name() : crop.tracklet();
                views.computeIfAbsent(crop.identity(), k -> new HashSet<>()).add(oneCamera ? stay : crop.place());
            }
        }
        return (int) views.values().stream().filter(v -> v.size() > 1).count();
    }

    private static boolean oneCamera(List<Crop> crops) {
        return crops.stream().map(Crop::place).distinct().count() == 1;
    }

    /** Looks at crops; distractors are nobody. */
    static Coverage of(List<Crop> crops) {
        Map<String, Set<String>> places = new HashMap<>();
        Map<String, Set<String>> tracklets = new HashMap<>();
        for (Crop crop : crops) {
            if (!crop.isDistractor()) {
                places.computeIfAbsent(crop.identity(), k -> new HashSet<>()).add(crop.place());
                if (!crop.tracklet().isEmpty()) {
                    tracklets
                            .computeIfAbsent(crop.identity(), k -> new HashSet<>())
                            .add(crop.place() + "/" + crop.tracklet());
                }
            }
        }
        if (places.size() < 2) {
            return new OnePerson(
                    places.isEmpty() ? "none" : places.keySet().iterator().next());
        }
        int several = (int) places.values().stream().filter(p -> p.size() > 1).count();
        return several > 0
                ? new CrossCamera(several)
                : new SameCamera(tracklets.values().stream().anyMatch(t -> t.size() > 1));
    }
}
