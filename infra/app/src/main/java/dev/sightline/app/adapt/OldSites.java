package dev.sightline.app.adapt;

import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Labeled data of the sites that the serving model learned from, as far as it is on this machine: some of their people
 * stand in the batches, so that the model does not forget them, and the others judge whether it did.
 *
 * @param training crops that train
 * @param test crops that judge, by site
 */
record OldSites(List<Crop> training, Map<String, List<LabeledCrop>> test) {
    OldSites {
        training = List.copyOf(training);
        test = Map.copyOf(test);
    }

    /** Nothing is here. */
    static OldSites none() {
        return new OldSites(List.of(), Map.of());
    }

    /**
     * Reads them.
     *
     * @param data {@code [SITE=]PATH} each
     * @param heldBack who judges, as {@code --hold-back} of training takes it
     */
    static OldSites read(List<String> data, String heldBack, long seed) throws IOException {
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
        Map<String, List<LabeledCrop>> test = new TreeMap<>();
        for (Crop crop : split.test()) {
            test.computeIfAbsent(crop.site(), k -> new ArrayList<>()).add(crop.labeled());
        }
        return new OldSites(split.training().crops(), test);
    }

    /** Crops that train, by site. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        training.forEach(c -> sizes.merge(c.site(), 1, Integer::sum));
        return sizes;
    }
}
