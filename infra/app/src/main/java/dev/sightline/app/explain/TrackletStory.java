package dev.sightline.app.explain;

import dev.sightline.contracts.v1.IdentityEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a tracklet, out of the events of its site in the order in which they were published: decisions about it,
 * and what happened to the identity that it had by then. An identity that ends takes no event for each of its tracklets.
 */
final class TrackletStory {
    private final String trackletId;
    private final List<IdentityEvent> events = new ArrayList<>();
    private String identityId = "";

    TrackletStory(String trackletId) {
        this.trackletId = trackletId;
    }

    /** Takes the next event of any tracklet. */
    void take(IdentityEvent event) {
        if (event.getTrackletId().equals(trackletId)) {
            events.add(event);
            switch (event.getType()) {
                case TYPE_CREATED, TYPE_LINKED, TYPE_MOVED, TYPE_MERGED -> identityId = event.getIdentityId();
                default -> {}
            }
        } else if (!identityId.isEmpty() && isOfItsIdentity(event)) {
            events.add(event);
            identityId = event.getIdentityId();
        }
    }

    /** Whether a text, such as an event as JSON, may be about it; one that is not need not be parsed. */
    boolean mayBeIn(String text) {
        return text.contains(trackletId) || !identityId.isEmpty() && text.contains(identityId);
    }

    List<IdentityEvent> events() {
        return List.copyOf(events);
    }

    private boolean isOfItsIdentity(IdentityEvent event) {
        return switch (event.getType()) {
            case TYPE_MERGED -> event.getOtherIdentityId().equals(identityId);
            case TYPE_EXPIRED, TYPE_ERASED -> event.getIdentityId().equals(identityId);
            default -> false;
        };
    }
}
