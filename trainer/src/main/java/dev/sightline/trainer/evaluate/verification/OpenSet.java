package dev.sightline.trainer.evaluate.verification;

import dev.sightline.trainer.labelled.LabelledDescriptor;
import dev.sightline.trainer.labelled.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Open-set identification (ISO/IEC 19795-1): a probe may or may not be somebody in the gallery. A person's score is the
 * highest cosine over the person's gallery rows. FPIR is the share of non-mated probes with any person above the
 * threshold; FNIR the share of mated probes whose own person is not above it among the first R.
 */
public final class OpenSet {
    private final int people;
    private final int rows;
    private final double[] strangersBest;
    private final double[] ownScore;
    private final int[] ownRank;

    private OpenSet(int people, int rows, double[] strangersBest, double[] ownScore, int[] ownRank) {
        this.people = people;
        this.rows = rows;
        this.strangersBest = Arrays.stream(strangersBest).sorted().toArray();
        this.ownScore = ownScore;
        this.ownRank = ownRank;
    }

    /**
     * Asks for every probe. A probe is mated when its identity is in the gallery.
     *
     * @throws IllegalArgumentException without a mated or without a non-mated probe
     */
    public static OpenSet of(List<LabelledDescriptor> gallery, List<LabelledDescriptor> probes) {
        Numbers numbers = new Numbers();
        int[] person = gallery.stream().mapToInt(g -> numbers.of(g.identity())).toArray();
        Set<String> known =
                new HashSet<>(gallery.stream().map(LabelledDescriptor::identity).toList());
        List<Double> strangers = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        List<Integer> ranks = new ArrayList<>();
        for (LabelledDescriptor probe : probes) {
            double[] best = new double[numbers.count()];
            Arrays.fill(best, -2);
            for (int g = 0; g < person.length; g++) {
                best[person[g]] = Math.max(
                        best[person[g]], probe.vector().cosine(gallery.get(g).vector()));
            }
            if (known.contains(probe.identity())) {
                double own = best[numbers.of(probe.identity())];
                scores.add(own);
                ranks.add(1 + (int) Arrays.stream(best).filter(s -> s > own).count());
            } else {
                strangers.add(Arrays.stream(best).max().orElse(-2));
            }
        }
        if (strangers.isEmpty() || scores.isEmpty()) {
            throw new IllegalArgumentException(scores.size() + " mated and " + strangers.size()
                    + " non-mated probes are not enough: both kinds are needed");
        }
        return new OpenSet(
                numbers.count(),
                gallery.size(),
                strangers.stream().mapToDouble(Double::doubleValue).toArray(),
                scores.stream().mapToDouble(Double::doubleValue).toArray(),
                ranks.stream().mapToInt(Integer::intValue).toArray());
    }

    /** People in the gallery, without which no FPIR means anything. */
    public int people() {
        return people;
    }

    /** Rows in the gallery. */
    public int rows() {
        return rows;
    }

    /** Share of non-mated probes with somebody strictly above {@code threshold}. */
    public double fpir(double threshold) {
        return Arrays.stream(strangersBest).filter(s -> s > threshold).count() / (double) strangersBest.length;
    }

    /** Share of mated probes whose own person is not strictly above {@code threshold} among the first {@code rank}. */
    public double fnir(int rank, double threshold) {
        int hits = 0;
        for (int i = 0; i < ownScore.length; i++) {
            hits += ownScore[i] > threshold && ownRank[i] <= rank ? 1 : 0;
        }
        return 1 - hits / (double) ownScore.length;
    }

    /**
     * The lowest threshold with FPIR at most {@code target}; for a target below 1 / non-mated probes the score of the
     * best stranger, at which no probe of this sample is wrong.
     */
    public double thresholdAtFpir(double target) {
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException("FPIR " + target + " is not allowed: use 0 to 1");
        }
        int allowed = (int) Math.floor(target * strangersBest.length + 1e-9);
        int at = strangersBest.length - 1 - allowed;
        return at < 0 ? Math.nextDown(strangersBest[0]) : strangersBest[at];
    }
}
