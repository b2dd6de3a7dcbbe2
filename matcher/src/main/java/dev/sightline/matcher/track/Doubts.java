package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PastBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks after each crossing, absence and visit to the side of the picture whether a tracklet still shows the same person,
 * and answers with several looks, where the frame-to-frame assignment had one or none. Looks that agree are taken in; looks
 * that disagree go, with their boxes, to the tracklet that they fit (two that were swapped are swapped back), or begin one
 * of their own, and the tracklet waits where it was when it was surely itself.
 */
final class Doubts {
    private final TrackPolicy policy;
    private final String cameraId;
    private final TrackerMemory memory;
    private final View view;

    Doubts(TrackPolicy policy, String cameraId, TrackerMemory memory, View view) {
        this.policy = policy;
        this.cameraId = cameraId;
        this.memory = memory;
        this.view = view;
    }

    /** Call before the tracklet takes the detection. */
    void begin(Track track, UsableDetection detection, double hidden) {
        DoubtPolicy rules = policy.doubt();
        boolean side = view.isAtSide(detection.box());
        boolean met = hidden > rules.met();
        boolean away = track.unseenSeconds(memory.nowUs) >= rules.awaySeconds();
        if (!met && !side) {
            track.settled = false;
        }
        if (track.doubt == null
                && track.confirmed
                && track.kind == Modality.MODALITY_PERSON
                && track.bodies() >= rules.looks()
                && (away || (met || side) && !track.settled)) {
            track.doubt = new Doubt(track.anchor(), side, memory.nowUs);
            track.settled = true;
        }
    }

    /**
     * Answers what can be answered. Call after all tracklets took their detections.
     *
     * @param last nothing more will come
     */
    void settle(boolean last) {
        for (Track track : List.copyOf(memory.tracks)) {
            Doubt doubt = track.doubt;
            if (doubt != null) {
                settle(track, doubt, last);
            }
        }
    }

    private void settle(Track track, Doubt doubt, boolean last) {
        DoubtPolicy rules = policy.doubt();
        boolean over = last || track.unseenSeconds(memory.nowUs) > policy.life().lostSeconds();
        boolean seen = track.lastTimeUs == memory.nowUs;
        int needed = over ? 1 : seen ? rules.looks() : 2;
        if (doubt.bodies() < needed) {
            if (over || seen && memory.nowUs - doubt.sinceUs > rules.seconds() * 1e6) {
                accept(track, doubt);
            }
            return;
        }
        double own = evidence(doubt.looks, track);
        if (own >= rules.accept() || (over && own > rules.reject())) {
            accept(track, doubt);
        } else if (own <= rules.reject() || doubt.bodies() >= 2 * rules.looks()) {
            move(track, doubt);
        }
    }

    private void accept(Track track, Doubt doubt) {
        track.doubt = null;
        track.touched = true;
        track.changed = true;
        tell(doubt.boxes, track);
        track.takeIn(doubt.seen, policy.memory());
    }

    private void move(Track track, Doubt doubt) {
        Optional<Track> owner = owner(track, doubt);
        Track.Future future = track.future(doubt);
        track.doubt = null;
        int turn = doubt.turn();
        track.revert(doubt.anchor);
        tell(doubt.boxes.subList(0, turn), track);
        List<PastBox> boxes = realFrom(doubt.boxes, turn);
        Track to = owner.orElse(null);
        Doubt others = to == null ? null : to.doubt;
        if (to == null) {
            to = Track.begun(memory.nextOrdinal++, track.kind, future, boxes);
            memory.tracks.add(to);
        } else if (others != null) {
            exchange(track, to, others);
        }
        to.doubt = null;
        to.follow(future);
        tell(boxes, to);
        to.takeIn(doubt.seen, policy.memory());
    }

    /** What the other followed since is this one's, or somebody else's. */
    private void exchange(Track track, Track other, Doubt others) {
        Track.Future future = other.future(others);
        other.doubt = null;
        List<PastBox> boxes = realFrom(others.boxes, 0);
        if (boxes.isEmpty()) {
            return;
        }
        boolean back = others.bodies() == 0 || evidence(others.looks, track) > policy.doubt().accept();
        Track to = track;
        if (!back) {
            to = Track.begun(memory.nextOrdinal++, track.kind, future, boxes);
            memory.tracks.add(to);
        }
        to.follow(future);
        tell(boxes, to);
        to.takeIn(others.seen, policy.memory());
    }

    /** The tracklet that the looks fit best: one that is lost, or one that is in doubt itself and does not fit its own. */
    private Optional<Track> owner(Track track, Doubt doubt) {
        Track best = null;
        double most = policy.doubt().claim();
        for (Track other : memory.tracks) {
            if (other == track || !other.confirmed || other.kind != track.kind || !free(other) || !reaches(other, doubt)) {
                continue;
            }
            double evidence = evidence(doubt.looks, other);
            if (evidence > most) {
                most = evidence;
                best = other;
            }
        }
        return Optional.ofNullable(best);
    }

    private boolean free(Track other) {
        Doubt doubt = other.doubt;
        return doubt == null
                ? other.lastTimeUs < memory.nowUs
                : doubt.bodies() == 0 || evidence(doubt.looks, other) < policy.doubt().accept();
    }

    /** Whether the tracklet can have come to where the doubt began. */
    private boolean reaches(Track other, Doubt doubt) {
        Doubt own = other.doubt;
        Anchor from = own == null ? other.anchor() : own.anchor;
        PastBox first = doubt.boxes.isEmpty() ? null : doubt.boxes.get(Math.min(doubt.turn(), doubt.boxes.size() - 1));
        if (first == null) {
            return false;
        }
        double seconds = Math.max(0, (first.getCaptureTimeUs() - from.seen().timeUs()) / 1e6);
        return from.filter().predict(seconds, policy.motion()).distance(Rect.of(first.getBox()), policy.motion())
                <= policy.association().gate();
    }

    /** How much better "the same person" explains the looks than "another", nats. */
    private double evidence(java.util.Map<Modality, Appearance> looks, Track track) {
        Appearance now = looks.get(Modality.MODALITY_PERSON);
        Appearance known = track.appearances.get(Modality.MODALITY_PERSON);
        if (now == null || known == null) {
            return 0;
        }
        return now.similarity(known)
                .map(s -> memory.appearance.plainEvidence(
                        s.modelId(), s.cosine(), policy.association().appearanceLimit()))
                .orElse(0.0);
    }

    private void tell(List<PastBox> boxes, Track track) {
        for (PastBox box : boxes) {
            // The present frame's box comes with the frame.
            if (box.getSequence() < memory.sequence || track.lastSequence < memory.sequence) {
                track.pastBoxes.add(box.toBuilder()
                        .setTrackletId(memory.id(cameraId, track))
                        .build());
            }
        }
        track.touched = true;
    }

    /** Leaves out what was interpolated from a tracklet that was another person. */
    private static List<PastBox> realFrom(List<PastBox> boxes, int from) {
        int first = from;
        while (first < boxes.size() && boxes.get(first).getScore() == 0) {
            first++;
        }
        return new ArrayList<>(boxes.subList(first, boxes.size()));
    }
}
