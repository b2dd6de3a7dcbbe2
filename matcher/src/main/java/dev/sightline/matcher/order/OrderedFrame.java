package dev.sightline.matcher.order;

import dev.sightline.matcher.v1.TrackerFrame;

/**
 * A frame in the order of its site.
 *
 * @param late it came after frames with a later capture time had been taken: its place in the order is that of its arrival
 */
public record OrderedFrame(TrackerFrame frame, boolean late) {}
