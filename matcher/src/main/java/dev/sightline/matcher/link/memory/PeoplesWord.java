package dev.sightline.matcher.link.memory;

import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.StatementState;
import java.util.Map;
import java.util.TreeMap;

/** What people's statements mean for a tracklet as it is known now. */
public final class PeoplesWord {
    private PeoplesWord() {}

    /** Identities that a tracklet is not, by what people said, with the reason. */
    public static Map<String, String> barred(OpenTracklet tracklet, SiteMemory memory) {
        Map<String, String> barred = new TreeMap<>();
        for (StatementState said : memory.statements().about(tracklet.getTrackletId())) {
            boolean first = said.getTrackletId().equals(tracklet.getTrackletId());
            // Of two that are taken for one the first leaves: the other, without an identity yet, may come in.
            if (!said.getSame() && (first || !tracklet.getIdentityId().isEmpty())) {
                String other = other(said, tracklet.getTrackletId());
                memory.identityOf(other).ifPresent(id -> barred.put(id, "is not the person of " + other + by(said)));
            }
        }
        return barred;
    }

    /** Whether people said that a tracklet and another one of its identity are the same person. */
    public static boolean isPinned(OpenTracklet tracklet, SiteMemory memory) {
        return memory.statements().about(tracklet.getTrackletId()).stream()
                .filter(StatementState::getSame)
                .anyMatch(said -> memory.isOf(other(said, tracklet.getTrackletId()), tracklet.getIdentityId()));
    }

    /** The other one of the two tracklets that a statement is about. */
    public static String other(StatementState said, String trackletId) {
        return said.getTrackletId().equals(trackletId) ? said.getOtherTrackletId() : said.getTrackletId();
    }

    /** Who said it, for the end of a sentence. */
    public static String by(StatementState said) {
        return said.getBy().isEmpty() ? ", people said" : ", said " + said.getBy();
    }
}
