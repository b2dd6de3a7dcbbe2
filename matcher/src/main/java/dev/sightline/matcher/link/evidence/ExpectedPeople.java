package dev.sightline.matcher.link.evidence;

import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.PresenceIndex.Entry;
import dev.sightline.matcher.link.memory.Presences;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Whom place and time make likely, however they look: few of those seen lately, found without asking for everybody. */
final class ExpectedPeople {
    /** Place and time by which somebody is expected: a factor e. */
    private static final double EXPECTED = 1;

    private static final int MOST = 24;

    private final SiteMemory memory;
    private final PlaceAndTime placeAndTime;

    ExpectedPeople(SiteMemory memory, PlaceAndTime placeAndTime) {
        this.memory = memory;
        this.placeAndTime = placeAndTime;
    }

    private record Likely(String identityId, double ratio) {
        static final Comparator<Likely> LIKELIEST_FIRST =
                Comparator.comparingDouble(Likely::ratio).reversed().thenComparing(Likely::identityId);
    }

    /**
     * The likeliest first.
     *
     * @param without who is left out
     */
    List<String> of(Tracklet tracklet, Predicate<String> without) {
        List<Likely> likely = new ArrayList<>();
        for (String camera : memory.presences().cameras()) {
            memory.presences().endingAfter(camera, sinceUs(tracklet, camera), entry -> {
                if (!without.test(entry.identityId()) && mayBeLikely(entry.stay(), tracklet)) {
                    weigh(entry, tracklet, likely);
                }
            });
        }
        return likely.stream()
                .sorted(Likely.LIKELIEST_FIRST)
                .limit(MOST)
                .map(Likely::identityId)
                .toList();
    }

    /** Where nobody is expected from, only those count who were still there and may have been elsewhere before. */
    private long sinceUs(Tracklet tracklet, String camera) {
        boolean expects = isOver(tracklet) || memory.transit().greatest(camera, tracklet.cameraId()) > EXPECTED;
        return tracklet.startUs() - (expects ? memory.transit().horizonUs() : 0);
    }

    /** Not when it is known already that they were last seen so, and that it makes nobody likely. */
    private boolean mayBeLikely(Presence stay, Tracklet tracklet) {
        return isOver(tracklet)
                || stay.startUs() > tracklet.startUs()
                || stay.trackletId().equals(tracklet.trackletId())
                || memory.transit()
                                .logLikelihoodRatio(
                                        stay.cameraId(), Presences.agoUs(stay, tracklet, memory), tracklet.cameraId())
                        > EXPECTED;
    }

    /** Each identity once, by its last stay. */
    private void weigh(Entry entry, Tracklet tracklet, List<Likely> likely) {
        memory.identity(entry.identityId())
                .filter(identity -> identity.lastStayed(entry.stay().trackletId()))
                .ifPresent(identity -> {
                    double ratio = placeAndTime.ratio(identity, tracklet);
                    if (ratio > EXPECTED) {
                        likely.add(new Likely(identity.id(), ratio));
                    }
                });
    }

    /** Then where they went on to counts, too. */
    private static boolean isOver(Tracklet tracklet) {
        return tracklet.closedUs() > 0;
    }
}
