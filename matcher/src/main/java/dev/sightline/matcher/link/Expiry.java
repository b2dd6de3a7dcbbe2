package dev.sightline.matcher.link;

import dev.sightline.matcher.link.exemplar.ExemplarSet;
import dev.sightline.matcher.link.memory.Micros;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.GalleryPolicy;
import dev.sightline.matcher.link.revise.SecondLook;
import dev.sightline.matcher.link.step.StepBuilder;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.PresenceState;
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
        long now = memory.site().getEventTimeUs();
        if (now - memory.site().getTidiedUs() < EVERY_US) {
            return;
        }
        memory.update(memory.site().toBuilder().setTidiedUs(now).build());
        for (OpenTracklet tracklet : memory.tracklets().open()) {
            if (now - tracklet.getSeenUs() > SILENT_US) {
                memory.tracklets().remove(tracklet.getTrackletId());
            }
        }
        for (OpenTracklet tracklet : memory.tracklets().closed()) {
            if (now - tracklet.getClosedUs() > REVISED_US) {
                memory.tracklets().remove(tracklet.getTrackletId());
            }
        }
        Set<String> present = memory.tracklets().open().stream()
                .map(OpenTracklet::getIdentityId)
                .collect(Collectors.toSet());
        for (IdentityState identity : memory.identities()) {
            if (!present.contains(identity.getIdentityId())) {
                age(identity, now, step);
            }
        }
    }

    private void age(IdentityState identity, long now, StepBuilder step) {
        List<KeptExemplar> left = exemplarSet.unexpired(identity.getExemplarsList(), now);
        if (left.isEmpty() && now - identity.getLastSeenUs() > lifeUs) {
            memory.removeIdentity(identity.getIdentityId());
            memory.impostors()
                    .forget(identity.getPresencesList().stream()
                            .map(PresenceState::getCameraId)
                            .collect(Collectors.toSet()));
            step.expired(identity.getIdentityId(), now, "nothing to recognize them by is left");
        } else if (left.size() < identity.getExemplarsCount()) {
            memory.put(
                    identity.toBuilder().clearExemplars().addAllExemplars(left).build());
        }
    }
}
