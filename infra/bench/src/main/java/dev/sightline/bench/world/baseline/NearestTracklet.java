package dev.sightline.bench.world.baseline;

import dev.sightline.bench.world.LinkingSystem;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nearest neighbour over tracklet means: a tracklet that closes takes the identity of the most similar tracklet before
 * it, if it is similar enough and no tracklet of that identity stood beside it. What most re-identification demos do.
 */
public final class NearestTracklet implements LinkingSystem {
    private final double threshold;
    private final Decisions decisions = new Decisions();
    private final List<SeenTracklet> before = new ArrayList<>();

    /** @param threshold least cosine of two means of one person */
    public NearestTracklet(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public void take(TrackerFrame frame) {
        for (TrackletUpdate update : frame.getUpdatesList()) {
            SeenTracklet tracklet = SeenTracklet.of(frame.getCameraId(), update);
            if (tracklet.closed()) {
                decide(tracklet);
                before.add(tracklet);
            }
        }
    }

    private void decide(SeenTracklet tracklet) {
        double best = threshold;
        @Nullable SeenTracklet nearest = null;
        for (SeenTracklet other : before) {
            double cosine = Vectors.cosine(tracklet.mean(), other.mean());
            if (cosine >= best && !tracklet.meets(other)) {
                best = cosine;
                nearest = other;
            }
        }
        if (nearest == null) {
            decisions.create(tracklet.id());
        } else {
            decisions.link(tracklet.id(), decisions.of(nearest.id()));
        }
    }

    @Override
    public Map<String, String> identities() {
        return decisions.identities();
    }

    @Override
    public Map<String, Boolean> firstDecisions() {
        return decisions.first();
    }
}
