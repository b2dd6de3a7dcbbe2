package dev.sightline.trainer.adapt;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.adapt.DescribedSite.Described;
import dev.sightline.trainer.pair.LabeledPair;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many labels a site gave itself are right, estimated without anybody looking: by going there and back. From the
 * earlier half of one tracklet the nearest in the other camera must be the one it is linked with, and from the later half
 * of that one the way back must lead to the first. Right links come round, links at random do so once in the number of
 * tracklets squared. What the model confuses every time alike comes round too, so this is the upper end.
 *
 * @param judged links whose two ends are there, and which could have failed
 * @param confirmed those that come round
 */
public record LinkPurity(int judged, int confirmed) {

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
            confirmed += nearest(tracklet.early(), site.of(tracklet.camera()), Described::late)
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
        return nearest(from.early(), site.of(to.camera()), Described::early).equals(to.id())
                && nearest(to.late(), site.of(from.camera()), Described::late).equals(from.id());
    }

    private static String nearest(UnitVector query, List<Described> gallery, Function<Described, UnitVector> part) {
        String best = "";
        double distance = Double.POSITIVE_INFINITY;
        for (Described row : gallery) {
            double d = query.squaredDistance(part.apply(row));
            if (d < distance) {
                distance = d;
                best = row.id();
            }
        }
        return best;
    }
}
