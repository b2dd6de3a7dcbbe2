package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Modality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose face is it? A face names its person's detection; one that names none belongs to the tracklet in the upper half
 * of whose expected box its center lies (the detector missed the person behind it), and otherwise to nobody: then it
 * is tracked on its own.
 */
final class Faces {
    private final Map<Integer, UsableDetection> people = new HashMap<>();
    private final List<Track> tracks;
    private final long nowUs;
    private final MotionPolicy motion;

    Faces(List<UsableDetection> detections, List<Track> tracks, long nowUs, MotionPolicy motion) {
        for (UsableDetection detection : detections) {
            if (detection.message().getModality() == Modality.MODALITY_PERSON) {
                people.put(detection.message().getIndex(), detection);
            }
        }
        this.tracks = tracks;
        this.nowUs = nowUs;
        this.motion = motion;
    }

    /** The person detection that the face names. */
    Optional<UsableDetection> person(UsableDetection face) {
        return Optional.ofNullable(people.get(face.message().getPersonIndex()));
    }

    /** The confirmed tracklet behind a face that names no person: of several, the one seen last, then the oldest. */
    Optional<Track> behind(UsableDetection face) {
        Track best = null;
        for (Track track : tracks) {
            if (track.confirmed
                    && track.kind == Modality.MODALITY_PERSON
                    && inUpperHalf(face.box(), track.predicted(nowUs, motion).box())
                    && (best == null || track.lastTimeUs > best.lastTimeUs)) {
                best = track;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean inUpperHalf(Rect face, Rect person) {
        return face.y() <= person.y() && person.contains(face.x(), face.y());
    }
}
