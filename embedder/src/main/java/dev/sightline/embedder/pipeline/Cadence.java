package dev.sightline.embedder.pipeline;

import dev.sightline.contracts.v1.Frame;

/**
 * Which lone boxes are described in which frame. The choice hangs on the frame's number and the box's place only, so a
 * repeated frame repeats it, and it spreads the boxes of a crowd over the frames.
 *
 * @param every one in this many, at least 1
 */
record Cadence(int every) {
    boolean describes(Frame frame, int index) {
        if (every == 1) {
            return true;
        }
        long mixed = frame.getSequence() * 0x9E3779B97F4A7C15L + index * 0xC2B2AE3D27D4EB4FL;
        mixed ^= mixed >>> 29;
        mixed *= 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 32;
        return Long.remainderUnsigned(mixed, every) == 0;
    }
}
