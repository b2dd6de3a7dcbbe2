package dev.sightline.trainer.evaluate.drift;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.platform.statistics.StabilityBins;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Compares the descriptors of crops from now with those of crops from before, camera by camera: number by number, and by the
 * cosines of pairs drawn within each, which are the scores that thresholds were set on. Labels are not looked at.
 *
 * @param bins of the stability index
 * @param pairs drawn within each set
 * @param least crops that a camera needs in each
 * @param limit of the stability index, above which a camera counts as drifted
 * @param seed of the draw
 */
public record DriftEvaluation(int bins, int pairs, int least, double limit, long seed) {

    public DriftEvaluation {
        if (bins < 2 || pairs < bins || least < bins || !(limit > 0)) {
            throw new IllegalArgumentException("drift with " + bins + " bins, " + pairs + " pairs, at least " + least
                    + " crops and limit " + limit
                    + " is not allowed: use 2 bins or more, no fewer pairs and crops, and a limit"
                    + " above 0");
        }
    }

    /** Ten bins, 20,000 pairs, 50 crops a camera, limit .25, seed 1. */
    public static DriftEvaluation defaults() {
        return new DriftEvaluation(10, 20_000, 50, .25, 1);
    }

    /** With another limit. */
    public DriftEvaluation withLimit(double other) {
        return new DriftEvaluation(bins, pairs, least, other, seed);
    }

    /**
     * Compares.
     *
     * @throws IllegalArgumentException when no camera has crops enough in both
     */
    public DriftScore evaluate(List<LabeledDescriptor> before, List<LabeledDescriptor> now) {
        Map<String, List<UnitVector>> reference = byCamera(before);
        Map<String, List<UnitVector>> current = byCamera(now);
        Map<String, DriftScore.Camera> cameras = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        Map<String, List<UnitVector>> all = new TreeMap<>(reference);
        current.forEach(all::putIfAbsent);
        for (String camera : all.keySet()) {
            List<UnitVector> one = reference.getOrDefault(camera, List.of());
            List<UnitVector> other = current.getOrDefault(camera, List.of());
            if (one.size() < least || other.size() < least) {
                leftOut.add(camera + " (" + one.size() + " before, " + other.size() + " now)");
            } else {
                cameras.put(camera, compared(one, other));
            }
        }
        if (cameras.isEmpty()) {
            throw new IllegalArgumentException("no camera has " + least + " crops both before and now: " + leftOut
                    + "; give the same site name to both, and more crops");
        }
        return new DriftScore(cameras, leftOut, limit);
    }

    private static Map<String, List<UnitVector>> byCamera(List<LabeledDescriptor> crops) {
        Map<String, List<UnitVector>> cameras = new TreeMap<>();
        crops.forEach(
                c -> cameras.computeIfAbsent(c.camera(), k -> new ArrayList<>()).add(c.vector()));
        return cameras;
    }

    private DriftScore.Camera compared(List<UnitVector> before, List<UnitVector> now) {
        before.get(0).cosine(now.get(0)); // Of two models they have none, which is said here.
        int dimension = before.get(0).dimension();
        double sum = 0;
        double greatest = 0;
        double ks = 0;
        float[][] one = before.stream().map(UnitVector::values).toArray(float[][]::new);
        float[][] other = now.stream().map(UnitVector::values).toArray(float[][]::new);
        for (int number = 0; number < dimension; number++) {
            double[] a = column(one, number);
            double[] b = column(other, number);
            double psi = Samples.psi(a, b, bins);
            sum += psi;
            greatest = Math.max(greatest, psi);
            ks = Math.max(ks, Samples.ks(a, b));
        }
        double[] scoresBefore = scores(before);
        double[] scoresNow = scores(now);
        double scoresApart = Samples.ks(scoresBefore, scoresNow);
        return new DriftScore.Camera(
                before.size(),
                now.size(),
                new DriftScore.Descriptors(
                        sum / dimension, greatest, ks, StabilityBins.psiByChance(before.size(), now.size(), bins)),
                new DriftScore.Scores(
                        Samples.psi(scoresBefore, scoresNow, bins),
                        scoresApart,
                        // Pairs share crops: there are no more independent ones than crops.
                        Samples.ksChance(scoresApart, before.size(), now.size())));
    }

    private static double[] column(float[][] rows, int number) {
        return IntStream.range(0, rows.length).mapToDouble(i -> rows[i][number]).toArray();
    }

    /** Cosines of pairs drawn at random, no crop with itself. */
    private double[] scores(List<UnitVector> crops) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            int one = random.nextInt(crops.size());
            int other = (one + 1 + random.nextInt(crops.size() - 1)) % crops.size();
            scores[i] = crops.get(one).cosine(crops.get(other));
        }
        return scores;
    }
}
