package dev.sightline.bench.world.baseline;

import dev.sightline.bench.world.LinkingSystem;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One centroid an identity, moved by .1 towards each tracklet that joins (the feature update of JDE, Wang et al. 2020,
 * and of FairMOT and StrongSORT, which keep .9 of the old): a tracklet that closes joins the nearest centroid that is
 * near enough and was not beside it.
 */
public final class MovingCentroid implements LinkingSystem {
    private static final double ALPHA = 0.1;

    private final double threshold;
    private final Decisions decisions = new Decisions();
    private final List<Centroid> centroids = new ArrayList<>();

    /** @param threshold least cosine of a tracklet's mean and its identity's centroid */
    public MovingCentroid(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public void take(TrackerFrame frame) {
        for (TrackletUpdate update : frame.getUpdatesList()) {
            SeenTracklet tracklet = SeenTracklet.of(frame.getCameraId(), update);
            if (tracklet.closed()) {
                decide(tracklet);
            }
        }
    }

    private void decide(SeenTracklet tracklet) {
        double best = threshold;
        @Nullable Centroid nearest = null;
        for (Centroid centroid : centroids) {
            double cosine = centroid.cosine(tracklet.mean());
            if (cosine >= best && !tracklet.meets(centroid.last())) {
                best = cosine;
                nearest = centroid;
            }
        }
        if (nearest == null) {
            centroids.add(new Centroid(decisions.create(tracklet.id()), tracklet, tracklet.mean(), ALPHA));
        } else {
            decisions.link(tracklet.id(), nearest.identity());
            nearest.add(tracklet, tracklet.mean());
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
