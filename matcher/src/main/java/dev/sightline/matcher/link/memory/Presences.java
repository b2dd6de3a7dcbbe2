package dev.sightline.matcher.link.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where identities were and when: nobody stands twice in one picture. */
public final class Presences {
    private static final int KEPT = 64;

    private Presences() {}

    /**
     * The identity with a tracklet's stay brought up to date; the oldest stays go when there are many.
     *
     * @param statements stays that people spoke of do not go
     */
    static List<Presence> with(Identity identity, Tracklet tracklet, Statements statements) {
        List<Presence> stays = new ArrayList<>();
        for (Presence stay : identity.presences()) {
            if (!stay.trackletId().equals(tracklet.trackletId())) {
                stays.add(stay);
            }
        }
        stays.add(Presence.of(tracklet));
        stays.sort(Comparator.comparingLong(Presence::endUs).thenComparing(Presence::trackletId));
        int surplus = Math.max(0, stays.size() - KEPT);
        List<Presence> kept = new ArrayList<>(stays.subList(surplus, stays.size()));
        List<Presence> spokenOf = stays.subList(0, surplus).stream()
                .filter(stay -> statements.names(stay.trackletId()))
                .toList();
        kept.addAll(0, spokenOf);
        return List.copyOf(kept);
    }

    /** Identities that stood in the tracklet's camera at the same time, with the reason. */
    public static Map<String, String> excluded(Tracklet tracklet, SiteMemory memory, long toleranceUs) {
        Map<String, String> excluded = new TreeMap<>();
        for (Tracklet other : memory.tracklets().open()) {
            if (!other.identityId().isEmpty() && metEachOther(tracklet, other, toleranceUs)) {
                excluded.put(other.identityId(), reason(other.cameraId(), other.trackletId()));
            }
        }
        memory.presences().endingAfter(tracklet.cameraId(), tracklet.startUs(), entry -> {
            Presence stay = entry.stay();
            if (!stay.trackletId().equals(tracklet.trackletId())
                    // A face without a body may be the face of the body beside it.
                    && stay.kind() == tracklet.kind()
                    && overlapUs(tracklet, stay.startUs(), stay.endUs()) > toleranceUs) {
                excluded.put(entry.identityId(), reason(stay.cameraId(), stay.trackletId()));
            }
        });
        return excluded;
    }

    /** Whether two tracklets were in one camera at one time: then they are two people. */
    public static boolean metEachOther(Tracklet a, Tracklet b, long toleranceUs) {
        return !a.trackletId().equals(b.trackletId())
                && a.cameraId().equals(b.cameraId())
                && a.kind() == b.kind()
                && overlapUs(a, b.startUs(), b.seenUs()) > toleranceUs;
    }

    /**
     * The stay by which an identity was last seen before a tracklet began, or, when it was only seen since, at the same time; null
     * when it first came after the tracklet was over.
     */
    public static @Nullable Presence lastStay(Identity identity, Tracklet tracklet) {
        Presence last = null;
        for (int i = identity.presences().size() - 1; i >= 0; i--) {
            Presence stay = identity.presences().get(i);
            if (!stay.trackletId().equals(tracklet.trackletId())) {
                last = stay;
                if (stay.startUs() <= tracklet.startUs()) {
                    break;
                }
            }
        }
        return last == null || last.startUs() > tracklet.seenUs() ? null : last;
    }

    /** How long a stay was over when a tracklet began; negative: it was not. */
    public static long agoUs(Presence stay, Tracklet tracklet, SiteMemory memory) {
        return tracklet.startUs() - endUs(stay, memory);
    }

    /** The first stay of an identity that began after a tracklet was over. */
    public static Optional<Presence> next(Identity identity, Tracklet tracklet) {
        return identity.presences().stream()
                .filter(stay -> !stay.trackletId().equals(tracklet.trackletId()) && stay.startUs() >= tracklet.seenUs())
                .min(Comparator.comparingLong(Presence::startUs).thenComparing(Presence::trackletId));
    }

    /** Whether two identities were ever seen in one camera at one time. */
    public static boolean metAnywhere(Identity a, Identity b) {
        return a.presences().stream()
                .anyMatch(p -> b.presences().stream()
                        .anyMatch(q -> p.cameraId().equals(q.cameraId())
                                && p.kind() == q.kind()
                                && p.startUs() <= q.endUs()
                                && q.startUs() <= p.endUs()));
    }

    /** How long the identity has been in a camera without a break longer than {@code gapUs}, up to its last stay. */
    public static long dwellUs(Identity identity, String cameraId, long gapUs) {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Presence stay : identity.presences()) {
            if (stay.cameraId().equals(cameraId)) {
                boolean goesOn = start != Long.MAX_VALUE && stay.startUs() - end <= gapUs;
                start = goesOn ? Math.min(start, stay.startUs()) : stay.startUs();
                end = goesOn ? Math.max(end, stay.endUs()) : stay.endUs();
            }
        }
        return start == Long.MAX_VALUE ? 0 : end - start;
    }

    private static String reason(String cameraId, String trackletId) {
        return "was in " + cameraId + " at the same time, as " + trackletId;
    }

    /** An open tracklet is seen in frames that bring no update. */
    private static long endUs(Presence stay, SiteMemory memory) {
        Tracklets tracklets = memory.tracklets();
        if (stay.endUs() < tracklets.earliestUs()) {
            return stay.endUs(); // Nearly all are over, and need not be looked up.
        }
        Optional<Tracklet> open = tracklets.open(stay.trackletId());
        return open.isPresent() ? Math.max(open.get().seenUs(), stay.endUs()) : stay.endUs();
    }

    private static long overlapUs(Tracklet tracklet, long startUs, long endUs) {
        return Math.min(tracklet.seenUs(), endUs) - Math.max(tracklet.startUs(), startUs);
    }
}
