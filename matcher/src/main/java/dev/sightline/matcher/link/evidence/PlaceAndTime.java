package dev.sightline.matcher.link.evidence;

import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.Presences;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.score.TransitTimes;
import dev.sightline.matcher.link.score.TransitTimes.Last;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who a tracklet could be by place and time alone. One thread. */
public final class PlaceAndTime {
    private static final int SAMPLE = 100;

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
    record Arrival(String identityId, Optional<Last> last, double ratio) {}

    Arrival arrival(String identityId, Tracklet tracklet) {
        Optional<Identity> identity = memory.identity(identityId);
        if (identity.isEmpty()) {
            return new Arrival(identityId, Optional.empty(), 0);
        }
        Presence last = Presences.lastStay(identity.get(), tracklet);
        return new Arrival(
                identityId,
                last == null
                        ? Optional.empty()
                        : Optional.of(new Last(last.cameraId(), Presences.agoUs(last, tracklet, memory))),
                ratio(identity.get(), last, tracklet));
    }

    /** How the person came, and, of a tracklet that is over, how they went on. */
    double ratio(Identity identity, Tracklet tracklet) {
        return ratio(identity, Presences.lastStay(identity, tracklet), tracklet);
    }

    private double ratio(Identity identity, @Nullable Presence last, Tracklet tracklet) {
        long agoUs = last == null ? 0 : Presences.agoUs(last, tracklet, memory);
        double came = last == null ? 0 : ratio(last.cameraId(), agoUs, tracklet.cameraId());
        if (tracklet.closedUs() == 0) {
            return came;
        }
        Optional<Presence> next = Presences.next(identity, tracklet);
        if (next.isEmpty()) {
            return came;
        }
        String to = next.get().cameraId();
        double left = ratio(tracklet.cameraId(), next.get().startUs() - tracklet.seenUs(), to);
        // How they would have come to their next stay without the tracklet: that was evidence for their next stay.
        double passed = last == null || agoUs < 0
                ? 0
                : ratio(last.cameraId(), next.get().startUs() - tracklet.startUs() + agoUs, to);
        return bounded(came + left - passed);
    }

    /**
     * The share of everybody known who could be here now: the mean of what place and time make each more or less likely. Of
     * those who are not candidates a sample stands for all.
     *
     * @param candidates one for each of the ids
     */
    double plausible(Tracklet tracklet, List<Arrival> candidates, Set<String> ids) {
        double sum = 0;
        for (Arrival arrival : candidates) {
            sum += Math.exp(arrival.ratio());
        }
        List<Identity> sample = memory.sample(tracklet.trackletId(), SAMPLE, ids);
        double sampled = 0;
        for (Identity identity : sample) {
            sampled += Math.exp(ratio(identity, tracklet));
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
        return agoUs >= 0 ? 0 : Math.min(0, ratio(first.cameraId(), agoUs, second.cameraId()));
    }

    /** Log-likelihood ratio that who was in one tracklet came to another next. */
    double went(Tracklet from, Tracklet to) {
        return ratio(from.cameraId(), to.startUs() - from.seenUs(), to.cameraId());
    }

    private static double bounded(double ratio) {
        return Math.max(-TransitTimes.BOUND, Math.min(TransitTimes.BOUND, ratio));
    }

    private double ratio(String fromCamera, long agoUs, String toCamera) {
        return memory.transit().logLikelihoodRatio(fromCamera, agoUs, toCamera);
    }
}
