package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.Iterator;
import java.util.List;

/** Writes what a frame did into the tracker's answer: boxes, and tracklets confirmed, refreshed or closed. */
final class Reports {
    /**
     * Past boxes in one frame, some hundred kilobytes: when a crowd comes back from behind something, the rest follows with
     * the next frames.
     */
    private static final int MOST_PAST_BOXES = 5_000;

    private final TrackPolicy policy;
    private final String cameraId;
    private final TrackerMemory memory;
    private final TrackerFrame.Builder frame;
    private int pastBoxesLeft = MOST_PAST_BOXES;

    Reports(TrackPolicy policy, String cameraId, TrackerMemory memory, TrackerFrame.Builder frame) {
        this.policy = policy;
        this.cameraId = cameraId;
        this.memory = memory;
        this.frame = frame;
    }

    /** Reports the state after a frame, and closes what was lost for too long. */
    void report() {
        Iterator<Track> all = memory.tracks.iterator();
        while (all.hasNext()) {
            Track track = all.next();
            if (!track.confirmed) {
                continue;
            }
            if (track.unseenSeconds(memory.nowUs) > policy.life().lostSeconds()) {
                update(track, Phase.PHASE_CLOSED);
                all.remove();
                continue;
            }
            box(track);
            if (!track.announced) {
                update(track, Phase.PHASE_CONFIRMED);
            } else if (isWorthAnUpdate(track)) {
                update(track, Phase.PHASE_REFRESHED);
            }
        }
    }

    /**
     * Closes every tracklet: the session is over. Of the unconfirmed ones those with two hits are reported, which only the end kept
     * from being confirmed.
     */
    void closeAll() {
        new Doubts(policy, cameraId, memory, view()).settle(true);
        for (Track track : memory.tracks) {
            if (track.confirmed || track.hits > 1) {
                update(track, Phase.PHASE_CLOSED);
            }
        }
        memory.tracks.clear();
    }

    private boolean isWorthAnUpdate(Track track) {
        return (track.changed || !track.pastBoxes.isEmpty())
                && memory.nowUs - track.updatedUs >= policy.memory().refreshSeconds() * 1e6;
    }

    private void box(Track track) {
        FrameBox.Builder box = FrameBox.newBuilder().setTrackletId(id(track));
        if (track.doubt != null && track.lastSequence == memory.sequence) {
            // Whose it is comes with the past boxes.
            frame.addBoxes(box.setBox(shown(track.lastBox)).setPredicted(true));
        } else if (track.lastSequence == memory.sequence) {
            frame.addBoxes(box.setBox(shown(track.lastBox)).setScore(track.lastScore));
        } else if (track.unseenSeconds(memory.nowUs) <= policy.life().predictSeconds()) {
            Rect expected = track.predicted(memory.nowUs, policy.motion()).box();
            if (view().shows(expected)) {
                frame.addBoxes(box.setBox(shown(expected)).setPredicted(true));
            }
        }
    }

    private View view() {
        return View.of(frame.getWidth(), frame.getHeight(), memory.shift);
    }

    private Box shown(Rect still) {
        return memory.shift.shown(still).toMessage();
    }

    private void update(Track track, Phase phase) {
        TrackletUpdate.Builder update = TrackletUpdate.newBuilder()
                .setTrackletId(id(track))
                .setPhase(phase)
                .setKind(track.kind)
                .setStartTimeUs(track.firstTimeUs)
                .setEndTimeUs(track.lastTimeUs)
                .setFirstSequence(track.firstSequence)
                .setLastSequence(track.lastSequence);
        List<PastBox> sent =
                phase == Phase.PHASE_CLOSED || track.pastBoxes.size() <= pastBoxesLeft ? track.pastBoxes : List.of();
        update.addAllPastBoxes(sent);
        pastBoxesLeft -= sent.size();
        for (Appearance appearance : track.appearances.values()) {
            appearance.mean().ifPresent(update::addMeans);
            update.addAllExemplars(appearance.exemplars());
        }
        frame.addUpdates(update);
        track.touched = true;
        track.announced = true;
        track.changed = false;
        track.updatedUs = memory.nowUs;
        if (!sent.isEmpty()) {
            track.pastBoxes.clear();
        }
    }

    private String id(Track track) {
        return memory.id(cameraId, track);
    }
}
