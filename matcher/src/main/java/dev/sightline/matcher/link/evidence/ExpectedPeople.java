package dev.sightline.matcher.link.evidence;

import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.PresenceIndex.Entry;
import dev.sightline.matcher.link.memory.Presences;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.score.ExpectedTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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
     * Adds the likeliest who are not there yet.
     *
     * @param excluded who is left out
     */
    void addTo(Set<String> ids, Tracklet tracklet, Set<String> excluded) {
        Predicate<String> without = id -> ids.contains(id) || excluded.contains(id);
        List<Likely> likely = new ArrayList<>();
        for (String camera : memory.presences().cameras()) {
            ExpectedTimes times = times(camera, tracklet);
            memory.presences().endingAfter(camera, sinceUs(tracklet, times), entry -> {
                if (mayBeLikely(entry.stay(), tracklet, times)) {
                    weigh(entry, tracklet, without, likely);
                }
            });
        }
        likely.sort(Likely.LIKELIEST_FIRST);
        for (int i = 0; i < Math.min(MOST, likely.size()); i++) {
            ids.add(likely.get(i).identityId());
        }
    }

    /** Where nobody is expected from, only those count who were still there and may have been elsewhere before. */
    private long sinceUs(Tracklet tracklet, ExpectedTimes times) {
        return tracklet.startUs() - (times.isNever() ? 0 : memory.transit().horizonUs());
    }

    /** Not when it is known already that they were last seen so, and that it makes nobody likely. */
    private boolean mayBeLikely(Presence stay, Tracklet tracklet, ExpectedTimes times) {
        return stay.startUs() > tracklet.startUs()
                || times.include(Presences.agoUs(stay, tracklet, memory))
                || stay.trackletId().equals(tracklet.trackletId());
    }

    /** Each identity once, by its last stay. */
    private void weigh(Entry entry, Tracklet tracklet, Predicate<String> without, List<Likely> likely) {
        Identity identity = memory.identity(entry.identityId()).orElse(null);
        if (identity == null || !identity.lastStayed(entry.stay().trackletId()) || without.test(identity.id())) {
            return;
        }
        double ratio = placeAndTime.ratio(identity, tracklet);
        if (ratio > EXPECTED) {
            likely.add(new Likely(identity.id(), ratio));
        }
    }

    /** Of a tracklet that is over, where they went on to counts, too: then any time may do. */
    private ExpectedTimes times(String camera, Tracklet tracklet) {
        return tracklet.closedUs() > 0
                ? ExpectedTimes.ANY
                : memory.transit().expected(camera, tracklet.cameraId(), EXPECTED);
    }
}
