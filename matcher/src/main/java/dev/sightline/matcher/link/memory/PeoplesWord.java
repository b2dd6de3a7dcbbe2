package dev.sightline.matcher.link.memory;

import java.util.Map;
import java.util.TreeMap;

/** What people's statements mean for a tracklet as it is known now. */
public final class PeoplesWord {
    private PeoplesWord() {}

    /** Identities that a tracklet is not, by what people said, with the reason. */
    public static Map<String, String> barred(Tracklet tracklet, SiteMemory memory) {
        Map<String, String> barred = new TreeMap<>();
        for (Statement said : memory.statements().about(tracklet.trackletId())) {
            boolean first = said.trackletId().equals(tracklet.trackletId());
            // Of two that are taken for one the first leaves: the other, without an identity yet, may come in.
            if (!said.same() && (first || !tracklet.identityId().isEmpty())) {
                String other = said.other(tracklet.trackletId());
                memory.identityOf(other).ifPresent(id -> barred.put(id, "is not the person of " + other + by(said)));
            }
        }
        return barred;
    }

    /** Whether people said that a tracklet and another one of its identity are the same person. */
    public static boolean isPinned(Tracklet tracklet, SiteMemory memory) {
        return memory.statements().about(tracklet.trackletId()).stream()
                .filter(Statement::same)
                .anyMatch(said -> memory.isOf(said.other(tracklet.trackletId()), tracklet.identityId()));
    }

    /** Who said it, for the end of a sentence. */
    public static String by(Statement said) {
        return said.by().isEmpty() ? ", people said" : ", said " + said.by();
    }
}
