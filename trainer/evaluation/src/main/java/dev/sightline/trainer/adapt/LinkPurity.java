package dev.sightline.trainer.adapt;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.adapt.DescribedSite.Described;
import dev.sightline.trainer.pair.LabeledPair;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/**
 * How many labels a site gave itself are right, estimated without anybody looking: by going there and back. From the
 * earlier half of one tracklet the nearest in the other camera must be the one it is linked with, and from the later half
 * of that one the way back must lead to the first. Right links come round, links at random do so once in the number of
 * tracklets squared. What the model confuses every time alike comes round too, so this is the upper end.
 *
 * <p>A tracklet of one picture has no halves. Where one end of a link is such, every second number of the descriptors leads
 * there and the others lead back: two looks at one picture, as in co-training (Blum and Mitchell 1998).
 *
 * @param judged links whose two ends are there, and which could have failed
 * @param confirmed those that come round
 */
public record LinkPurity(int judged, int confirmed) {
    /** Shorter ones have no direction; their cosine is 0. */
    private static final double LEAST_LENGTH = 1e-12;

    /** Of links between cameras. */
    public static LinkPurity of(DescribedSite site, Collection<LabeledPair> links) {
        int judged = 0;
        int confirmed = 0;
        for (LabeledPair link : links) {
            Optional<Described> left = site.find(link.left());
            Optional<Described> right = site.find(link.right());
            if (left.isEmpty()
                    || right.isEmpty()
                    || left.get().camera().equals(right.get().camera())
                    || hasNoRival(site, left.get()) && hasNoRival(site, right.get())) {
                continue;
            }
            judged++;
            confirmed += comesRound(site, left.get(), right.get()) ? 1 : 0;
        }
        return new LinkPurity(judged, confirmed);
    }

    /**
     * Of tracklets: the later half of each must be the nearest in its camera to the earlier one. A tracklet that jumped
     * from one person to another fails.
     */
    public static LinkPurity ofTracklets(DescribedSite site) {
        int judged = 0;
        int confirmed = 0;
        for (Described tracklet : site.tracklets()) {
            if (tracklet.crops().size() < 2) {
                continue;
            }
            judged++;
            confirmed += nearest(
                                    tracklet,
                                    site.of(tracklet.camera()),
                                    (one, other) -> one.early().cosine(other.late()))
                            .equals(tracklet.id())
                    ? 1
                    : 0;
        }
        return new LinkPurity(judged, confirmed);
    }

    /** Share confirmed; 1 where there is nothing to confirm. */
    public double share() {
        return judged == 0 ? 1 : confirmed / (double) judged;
    }

    /** For people. */
    public String text() {
        return String.format(Locale.ROOT, "%d of %d (%.2f)", confirmed, judged, share());
    }

    /** Whatever is asked for in its camera, this is the answer. */
    private static boolean hasNoRival(DescribedSite site, Described tracklet) {
        return site.of(tracklet.camera()).size() == 1;
    }

    private static boolean comesRound(DescribedSite site, Described from, Described to) {
        boolean halves = from.crops().size() > 1 && to.crops().size() > 1;
        ToDoubleBiFunction<Described, Described> there =
                halves ? (a, b) -> a.early().cosine(b.early()) : (a, b) -> byEverySecondNumber(a.whole(), b.whole(), 0);
        ToDoubleBiFunction<Described, Described> back =
                halves ? (a, b) -> a.late().cosine(b.late()) : (a, b) -> byEverySecondNumber(a.whole(), b.whole(), 1);
        return nearest(from, site.of(to.camera()), there).equals(to.id())
                && nearest(to, site.of(from.camera()), back).equals(from.id());
    }

    private static String nearest(
            Described query, List<Described> gallery, ToDoubleBiFunction<Described, Described> likeness) {
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (Described row : gallery) {
            double like = likeness.applyAsDouble(query, row);
            if (like > most) {
                most = like;
                best = row.id();
            }
        }
        return best;
    }

    /** Cosine of what is left of two descriptors when every second number is left out, from {@code first} (0 or 1) on. */
    private static double byEverySecondNumber(UnitVector one, UnitVector other, int first) {
        double dot = 0;
        double length = 0;
        double otherLength = 0;
        for (int i = first; i < one.dimension(); i += 2) {
            dot += (double) one.value(i) * other.value(i);
            length += (double) one.value(i) * one.value(i);
            otherLength += (double) other.value(i) * other.value(i);
        }
        return dot / Math.max(Math.sqrt(length * otherLength), LEAST_LENGTH);
    }
}
