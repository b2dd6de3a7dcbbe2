package dev.sightline.bench.world.baseline;

import dev.sightline.bench.world.LinkingSystem;
import dev.sightline.contracts.assignment.LinearAssignment;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Micro-batches of 60 s: the tracklets that closed in a batch are clustered, then the clusters are given to the
 * identities known before by Hungarian assignment, and identities move by .1 towards what joined them. After the
 * overview of multi-camera fusion in NVIDIA's Metropolis documents (hierarchical clustering, reassignment by Hungarian
 * matching, micro-batches merged with the ids of before). There is no map of the site here, so the space-time part of a
 * distance (weight .15) is the time between two tracklets in units of a batch; 1 where one person would have to be in two
 * cameras at once.
 */
public final class MicroBatches implements LinkingSystem {
    private static final long BATCH_US = 60_000_000;
    private static final double SPACE_TIME = 0.15;
    private static final double ALPHA = 0.1;

    private final double farthest;
    private final Decisions decisions = new Decisions();
    private final List<SeenTracklet> batch = new ArrayList<>();
    private final List<Centroid> centroids = new ArrayList<>();
    private long batchEndUs = BATCH_US;

    /** @param threshold least similarity, 1 - distance, of two tracklets of one cluster and of a cluster and its identity */
    public MicroBatches(double threshold) {
        this.farthest = 1 - threshold;
    }

    @Override
    public void take(TrackerFrame frame) {
        if (frame.getCaptureTimeUs() >= batchEndUs) {
            decide();
            batchEndUs += BATCH_US;
        }
        for (TrackletUpdate update : frame.getUpdatesList()) {
            SeenTracklet tracklet = SeenTracklet.of(frame.getCameraId(), update);
            if (tracklet.closed()) {
                batch.add(tracklet);
            }
        }
    }

    @Override
    public Map<String, String> identities() {
        decide();
        return decisions.identities();
    }

    @Override
    public Map<String, Boolean> firstDecisions() {
        return decisions.first();
    }

    private void decide() {
        List<List<SeenTracklet>> clusters = Clusters.of(batch, MicroBatches::distance, farthest);
        List<float[]> means = clusters.stream()
                .map(c -> Vectors.mean(c.stream().map(SeenTracklet::mean).toList()))
                .toList();
        int[] columns = LinearAssignment.minimize(costs(clusters, means));
        int known = centroids.size();
        for (int i = 0; i < clusters.size(); i++) {
            if (columns[i] < known && columns[i] != LinearAssignment.NONE) {
                join(clusters.get(i), means.get(i), centroids.get(columns[i]));
            } else {
                create(clusters.get(i), means.get(i));
            }
        }
        batch.clear();
    }

    /** Rows: clusters; columns: identities, then one way for each cluster to become a new one. */
    private double[][] costs(List<List<SeenTracklet>> clusters, List<float[]> means) {
        double[][] costs = new double[clusters.size()][centroids.size() + clusters.size()];
        for (int i = 0; i < costs.length; i++) {
            for (int j = 0; j < costs[i].length; j++) {
                costs[i][j] = j < centroids.size()
                        ? distance(clusters.get(i), means.get(i), centroids.get(j))
                        : j - centroids.size() == i ? farthest : Double.POSITIVE_INFINITY;
            }
        }
        return costs;
    }

    private double distance(List<SeenTracklet> cluster, float[] mean, Centroid centroid) {
        if (cluster.stream().anyMatch(t -> t.meets(centroid.last()))) {
            return Double.POSITIVE_INFINITY;
        }
        double spaceTime = cluster.stream()
                .mapToDouble(t -> spaceTime(t, centroid.last()))
                .min()
                .orElse(1);
        double d = weighted(centroid.cosine(mean), spaceTime);
        return d <= farthest ? d : Double.POSITIVE_INFINITY;
    }

    private void join(List<SeenTracklet> cluster, float[] mean, Centroid centroid) {
        cluster.forEach(t -> decisions.link(t.id(), centroid.identity()));
        cluster.forEach(t -> centroid.add(t, mean));
    }

    private void create(List<SeenTracklet> cluster, float[] mean) {
        SeenTracklet first = cluster.get(0);
        Centroid centroid = new Centroid(decisions.create(first.id()), first, mean, ALPHA);
        cluster.subList(1, cluster.size()).forEach(t -> decisions.link(t.id(), centroid.identity()));
        cluster.forEach(t -> centroid.add(t, mean));
        centroids.add(centroid);
    }

    private static double distance(SeenTracklet a, SeenTracklet b) {
        return a.meets(b) ? 1e6 : weighted(Vectors.cosine(a.mean(), b.mean()), spaceTime(a, b));
    }

    private static double spaceTime(SeenTracklet a, SeenTracklet b) {
        return a.overlaps(b) ? 1 : Math.min(1, a.gapSeconds(b) * 1e6 / BATCH_US);
    }

    private static double weighted(double cosine, double spaceTime) {
        return (1 - SPACE_TIME) * (1 - cosine) + SPACE_TIME * spaceTime;
    }
}
