package dev.sightline.trainer.split;

import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.snapshot.Coverage;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pictures to learn from. Only {@link Split} makes one, so it holds nobody who is held back. Immutable.
 */
public final class TrainingSet {
    private final Snapshot snapshot;
    private final Constraints constraints;
    private final List<Crop> crops;
    private final Map<String, Integer> labels;

    TrainingSet(Snapshot snapshot, Constraints constraints, List<Crop> crops) {
        this.snapshot = snapshot;
        this.constraints = constraints;
        this.crops = List.copyOf(crops);
        this.labels = labels(this.crops);
        if (labels.size() < 2) {
            throw new IllegalArgumentException("data set '" + snapshot.name() + "' leaves " + labels.size()
                    + " people to train on; a model learns to tell people apart from at least two: hold back fewer, or"
                    + " add data");
        }
    }

    private static Map<String, Integer> labels(List<Crop> crops) {
        Map<String, Integer> labels = new TreeMap<>();
        crops.forEach(c -> labels.put(c.identity(), 0));
        int next = 0;
        for (Map.Entry<String, Integer> entry : labels.entrySet()) {
            entry.setValue(next++);
        }
        return Map.copyOf(labels);
    }

    public List<Crop> crops() {
        return crops;
    }

    /** People, in the order of their labels. */
    public List<String> identities() {
        return labels.keySet().stream().sorted().toList();
    }

    /** The number of a crop's person: 0 up to, not including, the number of people. */
    public int label(Crop crop) {
        Integer label = labels.get(crop.identity());
        if (label == null) {
            throw new IllegalArgumentException("crop " + crop.key() + " shows " + crop.identity()
                    + ", who is held back; only crops of this set may train");
        }
        return label;
    }

    /** Which people are known to be different. */
    public Constraints constraints() {
        return constraints;
    }

    /** Hash of the snapshot they are of. */
    public String snapshotHash() {
        return snapshot.hash();
    }

    /** Which crops of one person count as another view. */
    public Coverage coverage() {
        return Coverage.of(crops);
    }
}
