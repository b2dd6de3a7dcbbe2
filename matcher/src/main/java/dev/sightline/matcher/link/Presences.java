package dev.sightline.matcher.link;

import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.PresenceState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where identities were and when: nobody stands twice in one picture. */
final class Presences {
    private static final int KEPT = 64;

    private Presences() {}

    /** The identity with a tracklet's stay brought up to date; the oldest stays go when there are many. */
    static List<PresenceState> with(IdentityState identity, OpenTracklet tracklet) {
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
                .build());
        stays.sort(Comparator.comparingLong(PresenceState::getEndUs).thenComparing(PresenceState::getTrackletId));
        return List.copyOf(stays.subList(Math.max(0, stays.size() - KEPT), stays.size()));
    }

    /** Identities that stood in the tracklet's camera at the same time, with the reason. */
    static Map<String, String> excluded(OpenTracklet tracklet, SiteMemory memory, long toleranceUs) {
        Map<String, String> excluded = new TreeMap<>();
        for (IdentityState identity : memory.identities()) {
            for (PresenceState stay : identity.getPresencesList()) {
                if (!stay.getTrackletId().equals(tracklet.getTrackletId())
                        && stay.getCameraId().equals(tracklet.getCameraId())
                        // A face without a body may be the face of the body beside it.
                        && stay.getKind() == tracklet.getKind()
                        && overlapUs(tracklet, stay, memory) > toleranceUs) {
                    excluded.put(
                            identity.getIdentityId(),
                            "was in " + stay.getCameraId() + " at the same time, as " + stay.getTrackletId());
                }
            }
        }
        return excluded;
    }

    /** Whether two identities were ever seen in one camera at one time. */
    static boolean metAnywhere(IdentityState a, IdentityState b) {
        return a.getPresencesList().stream()
                .anyMatch(p -> b.getPresencesList().stream()
                        .anyMatch(q -> p.getCameraId().equals(q.getCameraId())
                                && p.getKind() == q.getKind()
                                && p.getStartUs() <= q.getEndUs()
                                && q.getStartUs() <= p.getEndUs()));
    }

    /** How long the identity has been in a camera without a break longer than {@code gapUs}, up to its last stay. */
    static long dwellUs(IdentityState identity, String cameraId, long gapUs) {
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

    private static long overlapUs(OpenTracklet tracklet, PresenceState stay, SiteMemory memory) {
        long stayEnd = memory.tracklet(stay.getTrackletId())
                .map(open -> Math.max(open.getSeenUs(), stay.getEndUs()))
                .orElse(stay.getEndUs());
        return Math.min(tracklet.getSeenUs(), stayEnd) - Math.max(tracklet.getStartUs(), stay.getStartUs());
    }
}
