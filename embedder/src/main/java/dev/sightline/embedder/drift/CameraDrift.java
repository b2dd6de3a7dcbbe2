package dev.sightline.embedder.drift;

import dev.sightline.platform.statistics.StabilityBins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Compares what one model makes of one camera's crops with what it made of the first of them: number by number, and by the
 * cosines of crops with others drawn from those before, nearly all of them strangers. Keeps bins and counts alone, once the
 * reference is complete. One thread at a time.
 */
final class CameraDrift {
    /** Crops that new ones are compared with. */
    private static final int EARLIER = 64;

    private final DriftPolicy policy;
    private final String model;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<float[]> earlier = new ArrayList<>();
    private final List<double[]> gathered = new ArrayList<>();
    private final List<StabilityBins> bins = new ArrayList<>();
    private int[][] counts = {};
    private int sampled;
    private int counted;
    private @Nullable Long lastUs;

    /**
     * How far a sample is from the reference.
     *
     * @param psi mean stability index of the numbers
     * @param scorePsi stability index of the cosines
     * @param scoreKs Kolmogorov-Smirnov statistic of the cosines, as far as the bins show it
     */
    record Reading(double psi, double scorePsi, double scoreKs) {
        /** Whether descriptors or scores pass the limit, beyond what so few crops show by chance. */
        boolean beyond(DriftPolicy policy) {
            double chance = StabilityBins.psiByChance(policy.sample(), policy.sample(), DriftPolicy.BINS);
            return Math.max(psi, scorePsi) - chance > policy.limit();
        }
    }

    CameraDrift(DriftPolicy policy, String model) {
        this.policy = policy;
        this.model = model;
    }

    String model() {
        return model;
    }

    /** Crops in the reference so far; the policy's sample when it is complete. */
    int referenceCrops() {
        return sampled;
    }

    /**
     * Takes in the crops of a frame.
     *
     * @param vectors unit vectors of this model
     * @return a reading, when they complete a sample
     */
    Optional<Reading> add(long captureTimeUs, List<float[]> vectors) {
        if (vectors.isEmpty() || soon(captureTimeUs)) {
            return Optional.empty();
        }
        lastUs = captureTimeUs;
        Optional<Reading> reading = Optional.empty();
        for (float[] vector : vectors) {
            Optional<Reading> completed = add(vector);
            reading = completed.isPresent() ? completed : reading;
        }
        return reading;
    }

    /** Either way, for footage that is read again starts over. */
    private boolean soon(long captureTimeUs) {
        return lastUs != null
                && Math.abs(captureTimeUs - lastUs) < policy.spacing().toNanos() / 1000;
    }

    private Optional<Reading> add(float[] vector) {
        if (earlier.isEmpty()) {
            earlier.add(vector.clone());
            return Optional.empty();
        }
        double[] row = row(vector);
        if (earlier.size() < EARLIER) {
            earlier.add(vector.clone());
        } else {
            earlier.set(random.nextInt(EARLIER), vector.clone());
        }
        if (sampled < policy.sample()) {
            gathered.add(row);
            if (++sampled == policy.sample()) {
                beginCounting(row.length);
            }
            return Optional.empty();
        }
        for (int i = 0; i < row.length; i++) {
            counts[i][bins.get(i).bin(row[i])]++;
        }
        return ++counted == policy.sample() ? Optional.of(read()) : Optional.empty();
    }

    /** The numbers looked at, and last the cosine with a crop from before. */
    private double[] row(float[] vector) {
        int numbers = Math.min(policy.numbers(), vector.length);
        double[] row = new double[numbers + 1];
        for (int i = 0; i < numbers; i++) {
            row[i] = vector[(int) ((long) i * vector.length / numbers)];
        }
        float[] other = earlier.get(random.nextInt(earlier.size()));
        for (int i = 0; i < vector.length; i++) {
            row[numbers] += (double) vector[i] * other[i];
        }
        return row;
    }

    private void beginCounting(int columns) {
        for (int i = 0; i < columns; i++) {
            int at = i;
            double[] column = gathered.stream().mapToDouble(r -> r[at]).toArray();
            bins.add(new StabilityBins(column, DriftPolicy.BINS));
        }
        gathered.clear();
        clear();
    }

    private Reading read() {
        int scores = bins.size() - 1;
        double sum = 0;
        for (int i = 0; i < scores; i++) {
            sum += bins.get(i).psi(counts[i]);
        }
        Reading reading = new Reading(
                sum / scores,
                bins.get(scores).psi(counts[scores]),
                bins.get(scores).ks(counts[scores]));
        clear();
        return reading;
    }

    private void clear() {
        counts = new int[bins.size()][DriftPolicy.BINS];
        counted = 0;
    }
}
