package dev.sightline.trainer.evaluate.verification;

import dev.sightline.trainer.evaluate.Measures;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.ComparedDescriptor;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.labeled.Numbering;
import dev.sightline.trainer.labeled.PairScores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Whether strangers of one camera are more alike than strangers of two, which they are wherever light and background come into a
 * descriptor: the cosine that a share of either kind exceeds. Distractors are in no pair.
 *
 * @param oneCamera by share, the cosine that so many pairs of one camera exceed
 * @param twoCameras the same of two cameras; both hold only the shares that both kinds have pairs enough to show
 */
public record StrangersByCamera(Map<Double, Double> oneCamera, Map<Double, Double> twoCameras) implements Measures {

    public StrangersByCamera {
        oneCamera = new LinkedHashMap<>(oneCamera);
        twoCameras = new LinkedHashMap<>(twoCameras);
    }

    @Override
    public Map<Double, Double> oneCamera() {
        return new LinkedHashMap<>(oneCamera);
    }

    @Override
    public Map<Double, Double> twoCameras() {
        return new LinkedHashMap<>(twoCameras);
    }

    /**
     * Compares strangers.
     *
     * @param shares shares of the pairs, such as .001
     * @param maxPairs the most pairs of either kind; more are thinned at random
     */
    public static StrangersByCamera of(List<LabeledDescriptor> crops, List<Double> shares, int maxPairs, long seed) {
        Numbering people = new Numbering();
        Numbering cameras = new Numbering();
        List<ComparedDescriptor> sides = Label.people(crops).stream()
                .map(c -> new ComparedDescriptor(c.vector(), people.of(c.identity()), cameras.of(c.camera()), -1))
                .toList();
        double[] one = scores(sides, (a, b) -> a.camera() == b.camera(), maxPairs, seed);
        double[] two = scores(sides, (a, b) -> a.camera() != b.camera(), maxPairs, seed);
        Map<Double, Double> oneCamera = new LinkedHashMap<>();
        Map<Double, Double> twoCameras = new LinkedHashMap<>();
        for (double share : shares) {
            if (share * Math.min(one.length, two.length) >= 1) {
                oneCamera.put(share, new Roc(one, one).atFar(share).threshold());
                twoCameras.put(share, new Roc(two, two).atFar(share).threshold());
            }
        }
        return new StrangersByCamera(oneCamera, twoCameras);
    }

    private static double[] scores(
            List<ComparedDescriptor> sides,
            BiPredicate<ComparedDescriptor, ComparedDescriptor> kind,
            int maxPairs,
            long seed) {
        return PairScores.impostors(sides, sides, kind, maxPairs, seed).scores();
    }

    /** A row a share; empty with one camera, or with too few people. */
    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        oneCamera.forEach((share, one) -> {
            double two = twoCameras.get(share);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("of one camera", one);
            row.put("of two", two);
            row.put("gap", one - two);
            m.put("cosine that " + share + " of the strangers exceed", row);
        });
        return m;
    }
}
