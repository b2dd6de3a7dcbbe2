package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.TrackerFrame;

/** What became of one observation. */
public sealed interface TrackOutcome {

    /** It was new: this is what the camera's tracker makes of it. */
    record Tracked(TrackerFrame frame) implements TrackOutcome {}

    /** It changed nothing and is to be counted and dropped. */
    record Ignored(Reason reason) implements TrackOutcome {}

    /** Why an observation changed nothing. */
    enum Reason {
        /** The frame was seen before. */
        REPEATED,
        /** A later frame was seen before. */
        LATE,
        /** The session had ended. */
        ENDED
    }
}
