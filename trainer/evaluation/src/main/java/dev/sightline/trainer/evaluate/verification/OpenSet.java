package dev.sightline.trainer.evaluate.verification;

import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.labeled.Numbering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Open-set identification (ISO/IEC 19795-1): a probe may or may not be somebody in the gallery. A person's score is the
 * highest cosine over the person's gallery rows. FPIR is the share of non-mated probes with any person above the
 * threshold; FNIR the share of mated probes whose own person is not above it among the first R.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class OpenSet {
    private final int people;
    private final int rows;
    private final int everybody;
    private final List<Stranger> strangers;
    private final List<Mated> mated;

    /** A non-mated probe and the score of the identity most like it. */
    private record Stranger(int person, double best) {}

    /** A mated probe, its own person's score and how many people score above, plus one. */
    private record Mated(int person, double own, int rank) {
        boolean found(int among, double threshold) {
            return own > threshold && rank <= among;
        }
    }

    private OpenSet(int people, int rows, int everybody, List<Stranger> strangers, List<Mated> mated) {
        this.people = people;
        this.rows = rows;
        this.everybody = everybody;
        this.strangers = strangers.stream()
                .sorted(Comparator.comparingDouble(Stranger::best).reversed())
                .toList();
        this.mated = List.copyOf(mated);
    }

    /**
     * Asks for every probe. A probe is mated when its identity is in the gallery.
     *
     * @throws IllegalArgumentException without a mated or without a non-mated probe
     */
    public static OpenSet of(List<LabeledDescriptor> gallery, List<LabeledDescriptor> probes) {
        Numbering numbers = new Numbering();
        int[] person = gallery.stream().mapToInt(g -> numbers.of(g.identity())).toArray();
        int people = numbers.count();
        Set<String> known =
                new HashSet<>(gallery.stream().map(LabeledDescriptor::identity).toList());
        List<Stranger> strangers = new ArrayList<>();
        List<Mated> mated = new ArrayList<>();
        for (LabeledDescriptor probe : probes) {
            double[] best = new double[people];
            Arrays.fill(best, -2);
            for (int g = 0; g < person.length; g++) {
                best[person[g]] = Math.max(
                        best[person[g]], probe.vector().cosine(gallery.get(g).vector()));
            }
            int asked = numbers.of(probe.identity());
            if (known.contains(probe.identity())) {
                double own = best[asked];
                mated.add(new Mated(
                        asked,
                        own,
                        1 + (int) Arrays.stream(best).filter(s -> s > own).count()));
            } else {
                strangers.add(new Stranger(asked, Arrays.stream(best).max().orElse(-2)));
            }
        }
        if (strangers.isEmpty() || mated.isEmpty()) {
            throw new IllegalArgumentException(mated.size() + " mated and " + strangers.size()
                    + " non-mated probes are not enough: both kinds are needed");
        }
        return new OpenSet(people, gallery.size(), numbers.count(), strangers, mated);
    }

    /** People in the gallery, without which no FPIR means anything. */
    public int people() {
        return people;
    }

    /** Rows in the gallery. */
    public int rows() {
        return rows;
    }

    /** People in the gallery and among the probes; equal data gives each the same number, whatever the model. */
    public int everybody() {
        return everybody;
    }

    /** Probes whose person is in the gallery. */
    public int matedProbes() {
        return mated.size();
    }

    /** Probes whose person is not in the gallery. */
    public int strangerProbes() {
        return strangers.size();
    }

    /** Share of non-mated probes with somebody strictly above {@code threshold}. */
    public double fpir(double threshold) {
        return strangers.stream().filter(s -> s.best > threshold).count() / (double) strangers.size();
    }

    /** Share of mated probes whose own person is not strictly above {@code threshold} among the first {@code rank}. */
    public double fnir(int rank, double threshold) {
        return 1 - mated.stream().filter(m -> m.found(rank, threshold)).count() / (double) mated.size();
    }

    /**
     * The lowest threshold with FPIR at most {@code target}; for a target below 1 / non-mated probes the score of the
     * best stranger, at which no probe of this sample is wrong.
     */
    public double thresholdAtFpir(double target) {
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException("FPIR " + target + " is not allowed: use 0 to 1");
        }
        int allowed = (int) Math.floor(target * strangers.size() + 1e-9);
        return allowed >= strangers.size()
                ? Math.nextDown(strangers.get(strangers.size() - 1).best)
                : strangers.get(allowed).best;
    }

    /** Whether the non-mated probes are enough to show an FPIR of {@code target}: at least one probe in it. */
    public boolean shows(double target) {
        return target * strangers.size() >= 1 - 1e-9;
    }

    /** The interval of the FNIR at a target FPIR, drawing people; the gallery stays, the threshold is found again. */
    public RateInterval fnirInterval(IdentityBootstrap bootstrap, double target, int rank) {
        return bootstrap.interval(everybody, drawn -> fnirAtFpir(target, rank, drawn));
    }

    /**
     * The FNIR at a target FPIR when people ask as often as they were drawn.
     *
     * @param drawn for each of {@link #everybody}
     * @return NaN when no mated or no non-mated probe was drawn
     */
    public double fnirAtFpir(double target, int rank, int[] drawn) {
        if (strangers.stream().allMatch(s -> drawn[s.person] == 0)) {
            return Double.NaN;
        }
        double threshold = threshold(target, drawn);
        double all = 0;
        double missed = 0;
        for (Mated probe : mated) {
            all += drawn[probe.person];
            missed += probe.found(rank, threshold) ? 0 : drawn[probe.person];
        }
        return all == 0 ? Double.NaN : missed / all;
    }

    private double threshold(double target, int[] drawn) {
        long all = strangers.stream().mapToLong(s -> drawn[s.person]).sum();
        double allowed = target * all + 1e-9;
        double passed = 0;
        for (Stranger stranger : strangers) {
            passed += drawn[stranger.person];
            if (passed > allowed) {
                return stranger.best;
            }
        }
        return -2;
    }
}
