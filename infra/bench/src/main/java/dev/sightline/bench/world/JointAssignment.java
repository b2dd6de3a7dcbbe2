package dev.sightline.bench.world;

import dev.sightline.contracts.assignment.LinearAssignment;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * About what the descriptors allow: all tracklets at once, each given at most one successor so that the log-likelihood ratio
 * of looks and true transit times is greatest. It knows the transit times and the future; no online system can. Only
 * neighbors in time are chained, so a system that also compares with older visits may do better on single people.
 */
final class JointAssignment implements LinkingSystem {
    private final World world;
    private final double threshold;
    private final Map<String, UnitVector> means = new HashMap<>();

    /** @param threshold least sum of nats that makes a link */
    JointAssignment(World world, double threshold) {
        this.world = world;
        this.threshold = threshold;
    }

    @Override
    public void take(TrackerFrame frame) {
        for (TrackletUpdate update : frame.getUpdatesList()) {
            means.put(update.getTrackletId(), UnitVector.of(update.getMeans(0).getVector()));
        }
    }

    @Override
    public Map<String, Boolean> firstDecisions() {
        return Map.of();
    }

    @Override
    public Map<String, String> identities() {
        List<Visit> visits = world.visits().stream()
                .filter(v -> means.containsKey(v.trackletId()))
                .toList();
        int[] successor = new int[visits.size()];
        Arrays.fill(successor, LinearAssignment.NONE);
        new Groups(gains(visits), visits.size()).assign(successor);
        Map<String, String> identities = new HashMap<>();
        for (int i = 0; i < successor.length; i++) {
            String own = identities.computeIfAbsent(visits.get(i).trackletId(), id -> id);
            if (successor[i] != LinearAssignment.NONE) {
                identities.put(visits.get(successor[i]).trackletId(), own);
            }
        }
        return identities;
    }

    /** Every pair that may be a link, with its nats above the threshold. */
    private List<Gain> gains(List<Visit> visits) {
        TrueTransits transits = new TrueTransits(world.visits(), world.cameras());
        LogRatio looks = new LogRatio(calibration());
        List<UnitVector> vectors = new ArrayList<>();
        visits.forEach(v -> vectors.add(Objects.requireNonNull(means.get(v.trackletId()))));
        List<Gain> gains = new ArrayList<>();
        for (int i = 0; i < visits.size(); i++) {
            for (int j = i + 1; j < visits.size(); j++) {
                if (TrueTransits.inWindow(visits.get(i), visits.get(j))) {
                    double nats = transits.nats(visits.get(i), visits.get(j));
                    double sum =
                            nats < -5 ? nats : nats + looks.of(vectors.get(i).cosine(vectors.get(j)));
                    if (sum > threshold) {
                        gains.add(new Gain(i, j, sum - threshold));
                    }
                }
            }
        }
        return gains;
    }

    private Calibration calibration() {
        return world.calibrations().stream()
                .filter(c -> c.comparison() == Comparison.TRACKLET_TRACKLET)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the world has no tracklet-tracklet calibration"));
    }

    private record Gain(int from, int to, double nats) {}

    /** Tracklets that hang together by possible links: each group is assigned by itself. */
    private static final class Groups {
        private final List<Gain> gains;
        private final int[] parent;

        Groups(List<Gain> gains, int size) {
            this.gains = gains;
            this.parent = new int[2 * size];
            for (int i = 0; i < parent.length; i++) {
                parent[i] = i;
            }
            gains.forEach(g -> parent[root(g.from())] = root(size + g.to()));
        }

        void assign(int[] successor) {
            Map<Integer, List<Gain>> groups = new HashMap<>();
            gains.forEach(g -> groups.computeIfAbsent(root(g.from()), k -> new ArrayList<>())
                    .add(g));
            groups.values().forEach(group -> assign(group, successor));
        }

        private static void assign(List<Gain> group, int[] successor) {
            List<Integer> from = group.stream().map(Gain::from).distinct().toList();
            List<Integer> to = group.stream().map(Gain::to).distinct().toList();
            Map<Integer, Integer> rows = places(from);
            Map<Integer, Integer> columns = places(to);
            double[][] cost = new double[from.size()][to.size()];
            group.forEach(g -> cost[rows.getOrDefault(g.from(), 0)][columns.getOrDefault(g.to(), 0)] = -g.nats());
            int[] chosen = LinearAssignment.minimize(cost);
            for (int r = 0; r < chosen.length; r++) {
                if (chosen[r] != LinearAssignment.NONE && cost[r][chosen[r]] < 0) {
                    successor[from.get(r)] = to.get(chosen[r]);
                }
            }
        }

        private static Map<Integer, Integer> places(List<Integer> of) {
            Map<Integer, Integer> places = new HashMap<>();
            of.forEach(v -> places.put(v, places.size()));
            return places;
        }

        private int root(int node) {
            int at = node;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }
    }
}
