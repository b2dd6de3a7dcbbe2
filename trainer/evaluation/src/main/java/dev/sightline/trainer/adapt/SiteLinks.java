package dev.sightline.trainer.adapt;

import dev.sightline.trainer.adapt.DescribedSite.Described;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.pair.ConfidentLink;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.MutualLinks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Links between the cameras of one site that a model finds clear: each the other's nearest, closer than people who are
 * known to be two ever come, and the next best farther. The distance needs no calibration, the site gives it itself:
 * tracklets of one camera are compared, of which those that were there at one time are two people for sure.
 *
 * @param threshold squared distance between means of tracklets that the stranger rate of the policy comes under
 * @param links clear ones
 */
public record SiteLinks(double threshold, List<LabeledPair> links) {
    /** Fewer stated strangers do not show the rate; all pairs within a camera then count. */
    private static final int ENOUGH = 100;

    public SiteLinks {
        links = List.copyOf(links);
    }

    /**
     * Finds them.
     *
     * @param labels what is known; of them the pairs of two people are used
     */
    public static SiteLinks of(DescribedSite site, Collection<LabeledPair> labels, AdaptPolicy.Links policy) {
        double threshold = threshold(site, labels, policy.strangerRate());
        List<LabeledPair> clear = new ArrayList<>();
        for (ConfidentLink link : MutualLinks.of(site.means(), threshold)) {
            boolean near = link.squaredDistance() <= policy.distanceShare() * threshold;
            // Two cameras that saw one tracklet each: it could have been linked with no other, so nothing is clear.
            boolean apart =
                    link.margin().isPresent() && link.margin().getAsDouble() >= policy.marginShare() * threshold;
            if (near && apart) {
                clear.add(new LabeledPair(link.left(), link.right(), true, LabelSource.SELF_CONFIDENT_LINK));
            }
        }
        return new SiteLinks(threshold, clear);
    }

    /** All pairs of two cameras that are each other's nearest, however far. */
    static Set<LabeledPair> mutual(DescribedSite site) {
        Set<LabeledPair> pairs = new HashSet<>();
        for (ConfidentLink link : MutualLinks.of(site.means(), Double.POSITIVE_INFINITY)) {
            pairs.add(new LabeledPair(link.left(), link.right(), true, LabelSource.SELF_CONFIDENT_LINK));
        }
        return pairs;
    }

    private static double threshold(DescribedSite site, Collection<LabeledPair> labels, double rate) {
        double[] stated = labels.stream()
                .filter(l -> !l.same())
                .mapToDouble(l -> distance(site, l))
                .filter(d -> !Double.isNaN(d))
                .sorted()
                .toArray();
        double[] distances = stated.length >= ENOUGH ? stated : withinCameras(site);
        return distances.length == 0 ? 0 : IdentityBootstrap.quantile(distances, rate);
    }

    private static double distance(DescribedSite site, LabeledPair pair) {
        return site.find(pair.left())
                .flatMap(l -> site.find(pair.right()).map(r -> l.whole().squaredDistance(r.whole())))
                .orElse(Double.NaN);
    }

    private static double[] withinCameras(DescribedSite site) {
        List<Described> all = site.tracklets();
        double[] found = new double[all.size() * (all.size() - 1) / 2];
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (all.get(i).camera().equals(all.get(j).camera())) {
                    found[count++] =
                            all.get(i).whole().squaredDistance(all.get(j).whole());
                }
            }
        }
        double[] distances = Arrays.copyOf(found, count);
        Arrays.sort(distances);
        return distances;
    }
}
