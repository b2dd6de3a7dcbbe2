package dev.sightline.matcher.link.revise;

import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import java.util.ArrayList;
import java.util.List;

/** The stays by which an identity as a whole is looked at again. */
final class ComparableStays {
    /** Each is compared with each. */
    private static final int MOST = 16;

    private final SiteMemory memory;

    ComparableStays(SiteMemory memory) {
        this.memory = memory;
    }

    /**
     * The newest stays that one model described; none when the identity must stay as it is, because people spoke of it or another
     * model knew it better.
     */
    List<Tracklet> of(Identity identity) {
        List<Tracklet> stays = new ArrayList<>();
        for (Presence stay : identity.presences()) {
            Tracklet tracklet = memory.standing(stay, identity.id());
            if (tracklet.carried() || memory.statements().names(stay.trackletId())) {
                return List.of();
            }
            if (!tracklet.probes().isEmpty()) {
                stays.add(tracklet);
            }
        }
        List<Tracklet> alike = stays.stream()
                .filter(stay -> sharesModel(stay, stays.get(stays.size() - 1)))
                .toList();
        return alike.subList(Math.max(0, alike.size() - MOST), alike.size());
    }

    private static boolean sharesModel(Tracklet a, Tracklet b) {
        return a.probes().stream()
                .anyMatch(left -> b.probes().stream()
                        .anyMatch(right ->
                                left.modality() == right.modality() && SameModel.of(left.mean(), right.mean())));
    }
}
