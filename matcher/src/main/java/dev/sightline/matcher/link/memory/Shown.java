package dev.sightline.matcher.link.memory;

import java.util.List;

/**
 * What a tracklet has shown.
 *
 * @param probes what it was last compared by
 * @param confirmations updates that brought enough good crops, new ones each time
 * @param described good crops at the last confirmation
 * @param examinedCrops good crops when its link was last examined
 * @param examinedModalities modalities when its link was last examined
 */
public record Shown(List<Probe> probes, int confirmations, int described, int examinedCrops, int examinedModalities) {
    static final Shown NOTHING = new Shown(List.of(), 0, 0, 0, 0);

    public Shown {
        probes = List.copyOf(probes);
    }

    public Shown with(List<Probe> now) {
        return new Shown(now, confirmations, described, examinedCrops, examinedModalities);
    }

    public Shown confirmed(int crops) {
        return new Shown(probes, confirmations + 1, crops, examinedCrops, examinedModalities);
    }

    /** No crop counts that was described so far. */
    Shown countedAgain() {
        return new Shown(probes, confirmations, 0, examinedCrops, examinedModalities);
    }

    public Shown examined(int crops, int modalities) {
        return new Shown(probes, confirmations, described, crops, modalities);
    }
}
