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
 * @param rows a row a share that both kinds have pairs enough to show; none with one camera
 */
public record StrangersByCamera(List<Row> rows) implements Measures {

    public StrangersByCamera {
        rows = List.copyOf(rows);
    }

    /**
     * What a share of the strangers exceeds.
     *
     * @param share of the pairs, such as .001
     * @param oneCamera cosine that so many pairs of one camera exceed
     * @param twoCameras the same of two cameras
     */
    public record Row(double share, double oneCamera, double twoCameras) {}

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
        return new StrangersByCamera(shares.stream()
                .filter(share -> share * Math.min(one.length, two.length) >= 1)
                .map(share -> new Row(share, exceeded(one, share), exceeded(two, share)))
                .toList());
    }

    private static double exceeded(double[] scores, double share) {
        return new Roc(scores, scores).atFar(share).threshold();
    }

    private static double[] scores(
            List<ComparedDescriptor> sides,
            BiPredicate<ComparedDescriptor, ComparedDescriptor> kind,
            int maxPairs,
            long seed) {
        return PairScores.impostors(sides, sides, kind, maxPairs, seed).scores();
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        for (Row row : rows) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("of one camera", row.oneCamera);
            shown.put("of two", row.twoCameras);
            shown.put("gap", row.oneCamera - row.twoCameras);
            m.put("cosine that " + row.share + " of the strangers exceed", shown);
        }
        return m;
    }
}
