package dev.sightline.bench.world;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.step.LinkStep;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows what a linker reports, as a consumer of its topics would: the newest word about a tracklet counts, whether it
 * is a decision, a correction, a merge or a withdrawal.
 */
final class IdentityLog {
    private final Map<String, String> identities = new HashMap<>();
    private final Map<String, Boolean> first = new HashMap<>();

    void follow(LinkStep step) {
        step.events().forEach(this::follow);
        step.sightings().forEach(this::follow);
    }

    Map<String, String> identities() {
        return Map.copyOf(identities);
    }

    Map<String, Boolean> firstDecisions() {
        return Map.copyOf(first);
    }

    private void follow(IdentityEvent event) {
        String tracklet = event.getTrackletId();
        if (event.getType() == Type.TYPE_MERGED) {
            identities.replaceAll((t, id) -> id.equals(event.getOtherIdentityId()) ? event.getIdentityId() : id);
        } else if (event.getType() == Type.TYPE_LINKED || event.getType() == Type.TYPE_CREATED) {
            first.putIfAbsent(tracklet, event.getType() == Type.TYPE_LINKED);
            identities.put(tracklet, event.getIdentityId());
        }
    }

    private void follow(Sighting sighting) {
        if (sighting.getWithdrawn()) {
            identities.remove(sighting.getSightingId(), sighting.getIdentityId());
        } else {
            identities.put(sighting.getSightingId(), sighting.getIdentityId());
        }
    }
}
