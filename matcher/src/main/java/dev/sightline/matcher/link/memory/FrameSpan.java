package dev.sightline.matcher.link.memory;

/** The first and the last frame of a stay, by their sequence numbers. */
public record FrameSpan(long first, long last) {
    static final FrameSpan UNKNOWN = new FrameSpan(0, 0);
}
