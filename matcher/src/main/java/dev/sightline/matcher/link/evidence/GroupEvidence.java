package dev.sightline.matcher.link.evidence;

import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether two groups of stays show one person: how alike they are on the whole, and whether the stays of both together make a likelier
 * way through the site than those of each by themselves. Both are log-likelihood ratios.
 */
public final class GroupEvidence {
    /** However few are known. */
    private static final double LEAST = 4.5;

    /** On top of even odds: two people in one identity cost more than one person in two. */
    private static final double CAUTION = 1;

    private final SiteMemory memory;
    private final PairEvidence pairs;
    private final PlaceAndTime placeAndTime;

    public GroupEvidence(LinkPolicy policy, Scales scales, SiteMemory memory) {
        this.memory = memory;
        this.pairs = new PairEvidence(policy, scales, memory);
        this.placeAndTime = new PlaceAndTime(memory);
    }

    /**
     * What speaks for one person.
     *
     * @param looks mean over the pairs of a stay of one group and one of the other
     * @param way what the way of both together gains
     */
    public record Joint(double looks, double way) {
        public double total() {
            return looks + way;
        }
    }

    /** More than the evidence that outweighs how unlikely it is, before anything is compared, that two of those known are one person. */
    public double required() {
        return Math.max(LEAST, CAUTION + Math.log(memory.identityCount()));
    }

    /** Of each two stays, by themselves: their mean looks, and whether they were apart at one time. */
    public double[][] ofPairs(List<Tracklet> stays) {
        double[][] ratios = new double[stays.size()][stays.size()];
        for (int i = 0; i < ratios.length; i++) {
            PairEvidence.One one = pairs.one(stays.get(i));
            for (int j = 0; j < i; j++) {
                ratios[i][j] = pairs.onePerson(one, stays.get(j));
                ratios[j][i] = ratios[i][j];
            }
        }
        return ratios;
    }

    /** Of two groups of stays, neither of them empty. */
    public Joint onePerson(List<Tracklet> a, List<Tracklet> b) {
        double looks = 0;
        for (Tracklet left : a) {
            PairEvidence.One one = pairs.one(left);
            for (Tracklet right : b) {
                looks += pairs.onePerson(one, right);
            }
        }
        List<Tracklet> both = new ArrayList<>(a);
        both.addAll(b);
        return new Joint(looks / (a.size() * b.size()), way(both) - way(a) - way(b));
    }

    private double way(List<Tracklet> stays) {
        List<Tracklet> inOrder = stays.stream()
                .sorted(Comparator.comparingLong(Tracklet::startUs).thenComparing(Tracklet::trackletId))
                .toList();
        double sum = 0;
        for (int i = 1; i < inOrder.size(); i++) {
            sum += placeAndTime.went(inOrder.get(i - 1), inOrder.get(i));
        }
        return sum;
    }
}
