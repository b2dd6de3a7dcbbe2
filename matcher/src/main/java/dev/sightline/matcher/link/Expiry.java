package dev.sightline.matcher.link;

import dev.sightline.matcher.link.exemplar.ExemplarSet;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import dev.sightline.matcher.link.memory.Micros;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.policy.GalleryPolicy;
import dev.sightline.matcher.link.revise.SecondLook;
import dev.sightline.matcher.link.step.StepBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Forgets, in event time: old exemplars, identities that nothing is left of, tracklets that never closed. */
final class Expiry {
    private static final long EVERY_US = Micros.of(Duration.ofMinutes(1));
    private static final long SILENT_US = Micros.of(Duration.ofMinutes(10));

    private static final long REVISED_US = Micros.of(SecondLook.LAST.plusMinutes(1));

    private final SiteMemory memory;
    private final ExemplarSet exemplarSet;
    private final long lifeUs;

    Expiry(GalleryPolicy policy, SiteMemory memory) {
        this.memory = memory;
        this.exemplarSet = new ExemplarSet(policy);
        this.lifeUs = Micros.of(policy.bodyLife());
    }

    /** Once a minute of event time. */
    void tidy(StepBuilder step) {
        long now = memory.eventTimeUs();
        if (now - memory.site().tidiedUs() < EVERY_US) {
            return;
        }
        memory.update(memory.site().tidied(now));
        for (Tracklet tracklet : memory.tracklets().open()) {
            if (now - tracklet.seenUs() > SILENT_US) {
                memory.tracklets().remove(tracklet.trackletId());
            }
        }
        for (Tracklet tracklet : memory.tracklets().closed()) {
            if (now - tracklet.closedUs() > REVISED_US) {
                memory.tracklets().remove(tracklet.trackletId());
            }
        }
        Set<String> present =
                memory.tracklets().open().stream().map(Tracklet::identityId).collect(Collectors.toSet());
        for (Identity identity : memory.identities()) {
            if (!present.contains(identity.id())) {
                age(identity, now, step);
            }
        }
    }

    private void age(Identity identity, long now, StepBuilder step) {
        List<KeptExemplar> left = exemplarSet.unexpired(identity.exemplars(), now);
        if (left.isEmpty() && now - identity.lastSeenUs() > lifeUs) {
            memory.removeIdentity(identity.id());
            memory.impostors()
                    .forget(identity.presences().stream()
                            .map(Presence::cameraId)
                            .collect(Collectors.toSet()));
            step.expired(identity.id(), now, "nothing to recognize them by is left");
        } else if (left.size() < identity.exemplars().size()) {
            memory.put(identity.with(left));
        }
    }
}
