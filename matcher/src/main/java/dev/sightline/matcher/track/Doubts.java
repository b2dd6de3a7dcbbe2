package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Modality;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks after each crossing, absence and visit to the side of the picture whether a tracklet still shows the same person,
 * and answers with several looks, where the frame-to-frame assignment had one or none. Looks that agree are taken in; looks
 * that disagree go, with their boxes, to the tracklet that they fit (two that were swapped are swapped back), or begin one
 * of their own, and the tracklet waits where it was when it was surely itself. The question stays open until enough looks
 * came, however slowly; boxes that waited too long for it are the tracklet's own.
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
        boolean atSide = view.isAtSide(detection.box());
        boolean side = atSide && !view.at(memory.shiftOf(track)).isAtSide(track.lastBox);
        boolean met = hidden > rules.met();
        boolean away = track.unseenSeconds(memory.nowUs) >= rules.awaySeconds();
        if (!met && !atSide) {
            track.settled = false;
        }
        boolean meets = (met || side) && !track.settled;
        Doubt open = track.doubt;
        if (open != null && meets) {
            meetAgain(track, open, side);
        }
        if (track.doubt == null
                && track.confirmed
                && track.kind == Modality.MODALITY_PERSON
                && track.bodies() >= rules.known()
                && (away || meets)) {
            track.doubt = new Doubt(track.anchor(), side, memory.nowUs);
            track.settled = true;
        }
    }

    /** Looks up to here that agree are the tracklet's own; where there are none, the later meeting may be the change. */
    private void meetAgain(Track track, Doubt doubt, boolean atSide) {
        if (doubt.bodies() == 0) {
            doubt.meet(atSide, memory.nowUs);
            track.settled = true;
        } else if (evidence(doubt.looks, track) >= policy.doubt().accept()) {
            accept(track, doubt);
        }
    }

    /** Whether a box is cut off while one person may be leaving and another coming in: its look may be of either. */
    boolean isPassing(Doubt doubt, UsableDetection detection) {
        return doubt.atSide
                && view.isAtSide(detection.box())
                && memory.nowUs - doubt.metUs <= policy.doubt().sideSeconds() * 1e6;
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
            if (over) {
                accept(track, doubt);
            } else {
                tell(doubt.heldTooLong(memory.nowUs, rules, policy.motion()), track);
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
        tell(doubt.held.boxes(), track);
        track.takeIn(doubt.seen, policy.memory());
    }

    private void move(Track track, Doubt doubt) {
        Track owner = owner(track, doubt).orElse(null);
        Doubt others = owner == null ? null : owner.doubt;
        Anchor place = track.anchor();
        int from = owner == null ? doubt.turn() : Math.max(doubt.turn(), doubt.after(surely(owner)));
        release(track, doubt.anchor, doubt.held.boxes().subList(0, from));
        if (owner != null && others != null) {
            exchange(track, owner, others);
        }
        take(owner, track, place, doubt, from);
    }

    /** What the other followed since is this one's, or somebody else's. */
    private void exchange(Track track, Track other, Doubt others) {
        Anchor place = other.anchor();
        boolean back = others.bodies() == 0
                || evidence(others.looks, track) > policy.doubt().accept();
        int from = back ? others.after(track.anchor().seen()) : 0;
        release(other, others.anchor, others.held.boxes().subList(0, from));
        take(back ? track : null, other, place, others, from);
    }

    /** Goes back to where it was surely itself, and along the boxes that are still its own. */
    private void release(Track track, Anchor anchor, List<HeldBox> boxes) {
        int real = boxes.size();
        while (real > 0 && !boxes.get(real - 1).isReal()) {
            // Lead to a box that is not its own; when it is found again, the gap is filled towards that.
            real--;
        }
        track.doubt = null;
        track.goBack(anchor, boxes.subList(0, real), policy.motion());
        tell(boxes.subList(0, real), track);
    }

    /** Goes on with what another tracklet followed by mistake; somebody new where {@code owner} is null. */
    private void take(@Nullable Track owner, Track mistaken, Anchor place, Doubt doubt, int from) {
        List<HeldBox> boxes = doubt.realFrom(from);
        if (boxes.isEmpty()) {
            return;
        }
        Track to = owner;
        if (to == null) {
            to = Track.begun(memory.nextOrdinal++, mistaken.kind, place, boxes);
            memory.tracks.add(to);
        }
        to.doubt = null;
        to.follow(place);
        to.hits += boxes.size();
        tell(boxes, to);
        to.takeIn(doubt.seen, policy.memory());
    }

    /** When a tracklet was last seen and surely itself. */
    private static FrameTime surely(Track track) {
        Doubt doubt = track.doubt;
        return (doubt == null ? track.anchor() : doubt.anchor).seen();
    }

    /** The tracklet that the looks fit best: one that is lost, or one that is in doubt itself and does not fit its own. */
    private Optional<Track> owner(Track track, Doubt doubt) {
        Track best = null;
        double most = policy.doubt().claim();
        for (Track other : memory.tracks) {
            if (other == track
                    || !other.confirmed
                    || other.kind != track.kind
                    || !free(other)
                    || !reaches(other, doubt)) {
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
                : doubt.bodies() == 0
                        || evidence(doubt.looks, other) < policy.doubt().accept();
    }

    /** Whether the tracklet can have come to where the doubt began. */
    private boolean reaches(Track other, Doubt doubt) {
        Doubt own = other.doubt;
        Anchor from = own == null ? other.anchor() : own.anchor;
        List<HeldBox> boxes = doubt.realFrom(Math.max(doubt.turn(), doubt.after(from.seen())));
        if (boxes.isEmpty()) {
            return false;
        }
        double seconds = (boxes.get(0).time().timeUs() - from.seen().timeUs()) / 1e6;
        Rect first = boxes.get(0).rect();
        return from.filter().predict(Math.max(0, seconds), policy.motion()).distance(first, policy.motion())
                <= policy.association().gate();
    }

    /** How much better "the same person" explains the looks than "another", nats. */
    private double evidence(Map<Modality, Appearance> looks, Track track) {
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

    private void tell(List<HeldBox> boxes, Track track) {
        for (HeldBox box : boxes) {
            // The present frame's box comes with the frame.
            if (box.time().sequence() < memory.sequence || track.lastSequence < memory.sequence) {
                track.pastBoxes.add(box.message().toBuilder()
                        .setTrackletId(memory.id(cameraId, track))
                        .build());
            }
        }
        track.touched = true;
    }
}
