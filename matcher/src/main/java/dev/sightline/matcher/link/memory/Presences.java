package dev.sightline.matcher.link.memory;

import dev.sightline.matcher.link.score.TransitTimes.Last;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.PresenceState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where identities were and when: nobody stands twice in one picture. */
public final class Presences {
    private static final int KEPT = 64;

    private Presences() {}

    /**
     * The identity with a tracklet's stay brought up to date; the oldest stays go when there are many.
     *
     * @param statements stays that people spoke of do not go
     */
    static List<PresenceState> with(IdentityState identity, OpenTracklet tracklet, Statements statements) {
        List<PresenceState> stays = new ArrayList<>();
        for (PresenceState stay : identity.getPresencesList()) {
            if (!stay.getTrackletId().equals(tracklet.getTrackletId())) {
                stays.add(stay);
            }
        }
        stays.add(PresenceState.newBuilder()
                .setTrackletId(tracklet.getTrackletId())
                .setCameraId(tracklet.getCameraId())
                .setStartUs(tracklet.getStartUs())
                .setEndUs(tracklet.getSeenUs())
                .setKind(tracklet.getKind())
                .setSession(tracklet.getSession())
                .setFirstSequence(tracklet.getFirstSequence())
                .setLastSequence(tracklet.getLastSequence())
                .setRevision(tracklet.getRevision())
                .build());
        stays.sort(Comparator.comparingLong(PresenceState::getEndUs).thenComparing(PresenceState::getTrackletId));
        int surplus = Math.max(0, stays.size() - KEPT);
        List<PresenceState> kept = new ArrayList<>(stays.subList(surplus, stays.size()));
        List<PresenceState> spokenOf = stays.subList(0, surplus).stream()
                .filter(stay -> statements.names(stay.getTrackletId()))
                .toList();
        kept.addAll(0, spokenOf);
        return List.copyOf(kept);
    }

    /** Identities that stood in the tracklet's camera at the same time, with the reason. */
    public static Map<String, String> excluded(OpenTracklet tracklet, SiteMemory memory, long toleranceUs) {
        Map<String, String> excluded = new TreeMap<>();
        for (OpenTracklet other : memory.tracklets().open()) {
            if (!other.getIdentityId().isEmpty() && metEachOther(tracklet, other, toleranceUs)) {
                excluded.put(other.getIdentityId(), reason(other.getCameraId(), other.getTrackletId()));
            }
        }
        for (PresenceIndex.Entry entry :
                memory.presences().endingAfter(tracklet.getCameraId(), tracklet.getStartUs())) {
            PresenceState stay = entry.stay();
            if (!stay.getTrackletId().equals(tracklet.getTrackletId())
                    // A face without a body may be the face of the body beside it.
                    && stay.getKind() == tracklet.getKind()
                    && overlapUs(tracklet, stay.getStartUs(), stay.getEndUs()) > toleranceUs) {
                excluded.put(entry.identityId(), reason(stay.getCameraId(), stay.getTrackletId()));
            }
        }
        return excluded;
    }

    /** Whether two tracklets were in one camera at one time: then they are two people. */
    public static boolean metEachOther(OpenTracklet a, OpenTracklet b, long toleranceUs) {
        return !a.getTrackletId().equals(b.getTrackletId())
                && a.getCameraId().equals(b.getCameraId())
                && a.getKind() == b.getKind()
                && overlapUs(a, b.getStartUs(), b.getSeenUs()) > toleranceUs;
    }

    /**
     * Where and when an identity was last seen before a tracklet began, or, when it was only seen since, at the same time; empty
     * when it first came after the tracklet was over.
     */
    public static Optional<Last> last(IdentityState identity, OpenTracklet tracklet, SiteMemory memory) {
        PresenceState last = null;
        for (int i = identity.getPresencesCount() - 1; i >= 0; i--) {
            PresenceState stay = identity.getPresences(i);
            if (!stay.getTrackletId().equals(tracklet.getTrackletId())) {
                last = stay;
                if (stay.getStartUs() <= tracklet.getStartUs()) {
                    break;
                }
            }
        }
        if (last == null || last.getStartUs() > tracklet.getSeenUs()) {
            return Optional.empty();
        }
        return Optional.of(new Last(last.getCameraId(), tracklet.getStartUs() - endUs(last, memory)));
    }

    /** The first stay of an identity that began after a tracklet was over. */
    public static Optional<PresenceState> next(IdentityState identity, OpenTracklet tracklet) {
        return identity.getPresencesList().stream()
                .filter(stay -> !stay.getTrackletId().equals(tracklet.getTrackletId())
                        && stay.getStartUs() >= tracklet.getSeenUs())
                .min(Comparator.comparingLong(PresenceState::getStartUs).thenComparing(PresenceState::getTrackletId));
    }

    /** Whether two identities were ever seen in one camera at one time. */
    public static boolean metAnywhere(IdentityState a, IdentityState b) {
        return a.getPresencesList().stream()
                .anyMatch(p -> b.getPresencesList().stream()
                        .anyMatch(q -> p.getCameraId().equals(q.getCameraId())
                                && p.getKind() == q.getKind()
                                && p.getStartUs() <= q.getEndUs()
                                && q.getStartUs() <= p.getEndUs()));
    }

    /** How long the identity has been in a camera without a break longer than {@code gapUs}, up to its last stay. */
    public static long dwellUs(IdentityState identity, String cameraId, long gapUs) {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (PresenceState stay : identity.getPresencesList()) {
            if (stay.getCameraId().equals(cameraId)) {
                boolean goesOn = start != Long.MAX_VALUE && stay.getStartUs() - end <= gapUs;
                start = goesOn ? Math.min(start, stay.getStartUs()) : stay.getStartUs();
                end = goesOn ? Math.max(end, stay.getEndUs()) : stay.getEndUs();
            }
        }
        return start == Long.MAX_VALUE ? 0 : end - start;
    }

    private static String reason(String cameraId, String trackletId) {
        return "was in " + cameraId + " at the same time, as " + trackletId;
    }

    /** An open tracklet is seen in frames that bring no update. */
    private static long endUs(PresenceState stay, SiteMemory memory) {
        return memory.tracklets()
                .open(stay.getTrackletId())
                .map(open -> Math.max(open.getSeenUs(), stay.getEndUs()))
                .orElse(stay.getEndUs());
    }

    private static long overlapUs(OpenTracklet tracklet, long startUs, long endUs) {
        return Math.min(tracklet.getSeenUs(), endUs) - Math.max(tracklet.getStartUs(), startUs);
    }
}
