package dev.sightline.bench.world;

import dev.sightline.matcher.v1.TrackerFrame;
import java.util.Map;

/** Something that gives tracklets of many cameras identities. Plays one world, once. One thread. */
public interface LinkingSystem {
    /** Takes in one frame, in the order of event time; the last one of each camera ends its stream. */
    void take(TrackerFrame frame);

    /** Tracklet id to identity, by all that is known now; tracklets without an identity are missing. */
    Map<String, String> identities();

    /** Tracklet id to {@code true} when it was first given an identity that another tracklet had already. */
    Map<String, Boolean> firstDecisions();
}
