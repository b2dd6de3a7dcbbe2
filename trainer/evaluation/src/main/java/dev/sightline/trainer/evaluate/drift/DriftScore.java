package dev.sightline.trainer.evaluate.drift;

import dev.sightline.trainer.evaluate.Measures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far descriptors and scores are from what they were.
 *
 * @param cameras by name
 * @param leftOut cameras with too few crops, for people
 * @param limit of the stability index
 */
public record DriftScore(Map<String, Camera> cameras, List<String> leftOut, double limit) implements Measures {
    public DriftScore {
        cameras = new LinkedHashMap<>(cameras);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * One camera.
     *
     * @param before crops of the reference
     * @param now crops compared with it
     */
    public record Camera(int before, int now, Descriptors descriptors, Scores scores) {

        /** Whether descriptors, beyond what so few crops show by chance, or scores pass a limit. */
        boolean beyond(double limit) {
            return descriptors.psi() - descriptors.psiByChance() > limit || scores.psi() > limit;
        }
    }

    /**
     * The numbers of descriptors.
     *
     * @param psi mean stability index over the numbers
     * @param greatestPsi of any number
     * @param greatestKs of any number
     * @param psiByChance what the mean comes to where nothing changed
     */
    public record Descriptors(double psi, double greatestPsi, double greatestKs, double psiByChance) {}

    /**
     * Cosines of pairs.
     *
     * @param psi stability index
     * @param ks Kolmogorov-Smirnov statistic
     * @param chance how often chance alone gives as great a statistic
     */
    public record Scores(double psi, double ks, double chance) {}

    /** Names of the cameras that drifted. */
    public List<String> drifted() {
        return cameras.entrySet().stream()
                .filter(e -> e.getValue().beyond(limit))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> all = new LinkedHashMap<>();
        cameras.forEach((name, camera) -> {
            Map<String, Object> m = new LinkedHashMap<>();
            m.put("crops before", camera.before());
            m.put("crops now", camera.now());
            m.put("PSI of descriptors, mean", camera.descriptors().psi());
            m.put("PSI of descriptors by chance", camera.descriptors().psiByChance());
            m.put("PSI of descriptors, greatest", camera.descriptors().greatestPsi());
            m.put("KS of descriptors, greatest", camera.descriptors().greatestKs());
            m.put("PSI of scores", camera.scores().psi());
            m.put("KS of scores", camera.scores().ks());
            m.put("KS of scores by chance, p", camera.scores().chance());
            m.put("beyond the limit of " + limit, camera.beyond(limit));
            all.put("camera " + name, m);
        });
        if (!leftOut.isEmpty()) {
            all.put("cameras with too few crops", leftOut);
        }
        return all;
    }
}
