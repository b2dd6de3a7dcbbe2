package dev.sightline.store.label;

import dev.sightline.contracts.feedback.Statement;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What people say about identities, as statements about their tracklets: the ids of tracklets are the same in every replay,
 * those of identities are not. Written to the feedback topic, the matcher obeys them for ever and the trainer learns from
 * them. Thread-safe.
 */
public final class IdentityStatements {
    private final SightingRepository sightings;
    private final LabelRepository labels;

    public IdentityStatements(SightingRepository sightings, LabelRepository labels) {
        this.sightings = sightings;
        this.labels = labels;
    }

    /**
     * Two identities are one person: the first stays and takes over the second.
     *
     * @throws UserError when one has no sighting, or they are of two sites
     */
    public List<Feedback> merge(String identityId, String otherId, String by, long timeUs) {
        if (identityId.equals(otherId)) {
            throw new UserError("'" + identityId + "' cannot be merged with itself; name two identities");
        }
        SightingView stays = first(identityId);
        SightingView goes = first(otherId);
        if (!stays.siteId().equals(goes.siteId())) {
            throw new UserError("'" + identityId + "' is of site '" + stays.siteId() + "' and '" + otherId + "' of '"
                    + goes.siteId() + "'; identities of two sites are not merged");
        }
        return List.of(
                new Statement(stays.siteId(), by, timeUs).ofTracklets(stays.sightingId(), goes.sightingId(), true));
    }

    /**
     * A tracklet is not the person whose identity it has.
     *
     * @throws UserError when it has none, or is all that its identity has
     */
    public List<Feedback> notThisPerson(String trackletId, String by, long timeUs) {
        SightingView tracklet = standing(trackletId);
        return split(tracklet.identityId(), List.of(trackletId), by, timeUs);
    }

    /**
     * Some tracklets of an identity are one other person. What was said before to the contrary is corrected first, so that nobody
     * stays with those who leave.
     *
     * @throws UserError when one of them is not the identity's, or nothing would be left of it
     */
    public List<Feedback> split(String identityId, List<String> trackletIds, String by, long timeUs) {
        Set<String> leaving = new TreeSet<>(trackletIds);
        for (String id : leaving) {
            String now = standing(id).identityId();
            if (!now.equals(identityId)) {
                throw new UserError("tracklet '" + id + "' is of '" + now + "', not of '" + identityId + "'");
            }
        }
        List<SightingView> staying = sightings.ofIdentity(identityId).stream()
                .filter(s -> !leaving.contains(s.sightingId()))
                .toList();
        if (staying.isEmpty()) {
            throw new UserError("nothing would be left of '" + identityId + "'; it is that person already");
        }
        SightingView rest = staying.get(0);
        Statement statement = new Statement(rest.siteId(), by, timeUs);
        Map<TrackletPair, Feedback> said = new LinkedHashMap<>();
        Set<String> stays = staying.stream().map(SightingView::sightingId).collect(Collectors.toSet());
        for (String id : leaving) {
            labels.saidToBe(id).stream()
                    .filter(stays::contains)
                    .forEach(other -> say(said, statement, id, other, false));
        }
        // Who has left already is the one whom the others follow.
        String first = said.isEmpty()
                ? leaving.iterator().next()
                : said.values().iterator().next().getPair().getTrackletId();
        leaving.stream().filter(id -> !id.equals(first)).forEach(id -> say(said, statement, first, id, true));
        leaving.forEach(id -> say(said, statement, id, rest.sightingId(), false));
        return List.copyOf(said.values());
    }

    private static void say(
            Map<TrackletPair, Feedback> said, Statement statement, String one, String other, boolean same) {
        said.putIfAbsent(new TrackletPair(one, other), statement.ofTracklets(one, other, same));
    }

    private SightingView first(String identityId) {
        return sightings.ofIdentity(identityId).stream()
                .findFirst()
                .orElseThrow(() -> new UserError("nothing is known of identity '" + identityId
                        + "'; 'sightline identities list' shows those that are"));
    }

    private SightingView standing(String trackletId) {
        return sightings
                .find(trackletId)
                .orElseThrow(() -> new UserError("no identity has a tracklet '" + trackletId
                        + "'; 'sightline identities show ID' shows those of an identity"));
    }
}
