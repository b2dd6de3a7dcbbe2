package dev.sightline.matcher.track;

import dev.sightline.matcher.v1.TrackerFrame;

/** What became of one observation. */
public sealed interface TrackOutcome {

    /** It was new: this is what the camera's tracker makes of it. */
    record Tracked(TrackerFrame frame) implements TrackOutcome {}

    /** It changed nothing and is to be counted and dropped. */
    record Ignored(Reason reason) implements TrackOutcome {}

    /**
     * Its numbers lie implausibly far ahead of the camera's last frame: it is put aside, and the camera goes on from where
     * it was. When the next frame goes on from this one, the jump was real and the camera follows it.
     *
     * @param reason for people
     */
    record Implausible(String reason) implements TrackOutcome {}

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
