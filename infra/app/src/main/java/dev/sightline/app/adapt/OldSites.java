package dev.sightline.app.adapt;

import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.split.TrainedPeople;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Labeled data of the sites that the serving model learned from, as far as it is on this machine: some of their people
 * stand in the batches, so that the model does not forget them, and the others judge whether it did. A person who trained
 * the serving model cannot judge: the model knows such people by heart and shows little of what it forgets.
 *
 * @param training crops that train
 * @param test crops that judge, by site
 * @param byHeart people who were to judge and trained the serving model; they train again instead
 */
record OldSites(List<Crop> training, Map<String, List<LabeledCrop>> test, Set<String> byHeart) {
    OldSites {
        training = List.copyOf(training);
        test = Map.copyOf(test);
        byHeart = Set.copyOf(byHeart);
    }

    /** Nothing is here. */
    static OldSites none() {
        return new OldSites(List.of(), Map.of(), Set.of());
    }

    /**
     * Reads them.
     *
     * @param data {@code [SITE=]PATH} each
     * @param heldBack who judges, as {@code --hold-back} of training takes it
     * @param trained who trained the serving model, where its package says so
     */
    static OldSites read(List<String> data, String heldBack, long seed, Optional<TrainedPeople> trained)
            throws IOException {
        if (data.isEmpty()) {
            return none();
        }
        List<DataSource> sources =
                data.stream().map(d -> DataSource.parse(d, Optional.empty())).toList();
        Snapshot snapshot = Snapshots.take("old sites", sources);
        if (!snapshot.constraints().exhaustive()) {
            throw new IllegalArgumentException("adapt.old-data has a snapshot of self-labels; old sites bound what is"
                    + " forgotten and need people who were labeled: name labeled data");
        }
        Split split = Split.of(snapshot, Selection.parse("none", seed), Selection.parse(heldBack, seed));
        return judged(split, trained);
    }

    private static OldSites judged(Split split, Optional<TrainedPeople> trained) {
        List<Crop> training = new ArrayList<>(split.training().crops());
        Map<String, List<LabeledCrop>> test = new TreeMap<>();
        Set<String> byHeart = new TreeSet<>();
        for (Crop crop : split.test()) {
            if (!crop.isDistractor()
                    && trained.filter(t -> t.has(crop.identity())).isPresent()) {
                training.add(crop);
                byHeart.add(crop.identity());
            } else {
                test.computeIfAbsent(crop.site(), k -> new ArrayList<>()).add(crop.labeled());
            }
        }
        return new OldSites(training, test, byHeart);
    }

    /** Old sites at which nobody is left to judge, in name order. */
    Set<String> unjudged() {
        Set<String> sites = new TreeSet<>(sizes().keySet());
        sites.removeAll(test.keySet());
        return sites;
    }

    /** Crops that train, by site. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        training.forEach(c -> sizes.merge(c.site(), 1, Integer::sum));
        return sizes;
    }
}
