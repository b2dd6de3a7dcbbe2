package dev.sightline.matcher.link.evidence;

import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.Presences;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.score.TransitTimes;
import dev.sightline.matcher.link.score.TransitTimes.Last;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who a tracklet could be by place and time alone. One thread. */
public final class PlaceAndTime {
    /** Place and time by which somebody is expected: a factor e. */
    private static final double EXPECTED = 1;

    private static final int SAMPLE = 100;
    private static final int MOST_EXPECTED = 24;

    private final SiteMemory memory;

    PlaceAndTime(SiteMemory memory) {
        this.memory = memory;
    }

    /**
     * What place and time say of one identity.
     *
     * @param last where and when it was last seen before the tracklet, or at the same time
     * @param ratio log-likelihood ratio; 0 where nothing is known
     */
    record Arrival(Optional<Last> last, double ratio) {
        private static final Arrival UNKNOWN = new Arrival(Optional.empty(), 0);
    }

    Arrival arrival(String identityId, Tracklet tracklet) {
        return memory.identity(identityId).map(i -> arrival(i, tracklet)).orElse(Arrival.UNKNOWN);
    }

    /** How the person came, and, of a tracklet that is over, how they went on. */
    private Arrival arrival(Identity identity, Tracklet tracklet) {
        Optional<Last> last = Presences.last(identity, tracklet, memory);
        double came = ratio(last, tracklet.cameraId());
        if (tracklet.closedUs() == 0) {
            return new Arrival(last, came);
        }
        return new Arrival(
                last,
                Presences.next(identity, tracklet)
                        .map(next -> bounded(came
                                + ratio(left(tracklet, next), next.cameraId())
                                - ratio(passed(last, tracklet, next), next.cameraId())))
                        .orElse(came));
    }

    /** Those whom place and time make likely, the likeliest first. */
    List<String> expected(Tracklet tracklet, Set<String> without) {
        TreeMap<Double, TreeSet<String>> likely = new TreeMap<>();
        for (String id : memory.presences()
                .seenAfter(tracklet.startUs() - memory.transit().horizonUs())) {
            if (!without.contains(id)) {
                double ratio = arrival(id, tracklet).ratio();
                if (ratio > EXPECTED) {
                    likely.computeIfAbsent(-ratio, r -> new TreeSet<>()).add(id);
                }
            }
        }
        return likely.values().stream()
                .flatMap(TreeSet::stream)
                .limit(MOST_EXPECTED)
                .toList();
    }

    /**
     * The share of everybody known who could be here now: the mean of what place and time make each more or less likely. Of
     * those who are not candidates a sample stands for all.
     */
    double plausible(Tracklet tracklet, Map<String, Arrival> candidates) {
        double sum = 0;
        for (Arrival arrival : candidates.values()) {
            sum += Math.exp(arrival.ratio());
        }
        List<Identity> sample = memory.sample(tracklet.trackletId(), SAMPLE, candidates.keySet());
        double sampled = 0;
        for (Identity identity : sample) {
            sampled += Math.exp(arrival(identity, tracklet).ratio());
        }
        int all = Math.max(1, memory.identityCount());
        double others = sample.isEmpty() ? 0 : sampled / sample.size() * (all - candidates.size());
        return Math.min(1, (sum + others) / all);
    }

    /** What speaks against two stays being one person's because they are at the same time; at most 0. */
    double together(Tracklet a, Tracklet b) {
        Tracklet first = a.startUs() <= b.startUs() ? a : b;
        Tracklet second = first == a ? b : a;
        long agoUs = second.startUs() - first.seenUs();
        return agoUs >= 0 ? 0 : Math.min(0, ratio(Optional.of(new Last(first.cameraId(), agoUs)), second.cameraId()));
    }

    /** Log-likelihood ratio that who was in one tracklet came to another next. */
    double went(Tracklet from, Tracklet to) {
        return ratio(Optional.of(new Last(from.cameraId(), to.startUs() - from.seenUs())), to.cameraId());
    }

    private static Optional<Last> left(Tracklet tracklet, Presence next) {
        return Optional.of(new Last(tracklet.cameraId(), next.startUs() - tracklet.seenUs()));
    }

    /** How the person would have come to their next stay without the tracklet; that was evidence for their next stay. */
    private static Optional<Last> passed(Optional<Last> last, Tracklet tracklet, Presence next) {
        return last.filter(seen -> seen.agoUs() >= 0)
                .map(seen -> new Last(seen.cameraId(), next.startUs() - tracklet.startUs() + seen.agoUs()));
    }

    private static double bounded(double ratio) {
        return Math.max(-TransitTimes.BOUND, Math.min(TransitTimes.BOUND, ratio));
    }

    private double ratio(Optional<Last> last, String cameraId) {
        return last.map(seen -> memory.transit().logLikelihoodRatio(seen, cameraId))
                .orElse(0.0);
    }
}
