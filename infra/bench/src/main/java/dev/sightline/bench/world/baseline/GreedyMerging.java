package dev.sightline.bench.world.baseline;

import dev.sightline.bench.world.LinkingSystem;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rule of OpenVINO's multi-camera demo ({@code mct.py} of the Open Model Zoo): every ten seconds (the demo: every twenty frames), of all tracklets
 * of the last five minutes with different identities, the nearest pairs are joined first, each tracklet once a round, by
 * the smaller of the distance of their means and the least distance of their feature clusters; the later identity gives
 * way unless the earlier one was beside it. A feature cluster is an exemplar here. Tracklets are only compared, not
 * pooled, after they were joined.
 */
public final class GreedyMerging implements LinkingSystem {
    private static final long ROUND_US = 10_000_000;
    private static final long KEPT_US = 300_000_000;
    private static final Comparator<Pair> BEST_FIRST =
            Comparator.comparingDouble(Pair::cosine).reversed();

    private final double threshold;
    private final Decisions decisions = new Decisions();
    private final Map<String, SeenTracklet> tracklets = new LinkedHashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final List<Pair> alike = new ArrayList<>();
    private final Set<String> fresh = new HashSet<>();
    private long nextRoundUs = ROUND_US;

    /** @param threshold least cosine that joins two tracklets */
    public GreedyMerging(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public void take(TrackerFrame frame) {
        if (frame.getCaptureTimeUs() >= nextRoundUs) {
            merge(frame.getCaptureTimeUs());
            nextRoundUs += ROUND_US;
        }
        for (TrackletUpdate update : frame.getUpdatesList()) {
            SeenTracklet tracklet = SeenTracklet.of(frame.getCameraId(), update);
            if (tracklets.put(tracklet.id(), tracklet) == null) {
                members.computeIfAbsent(decisions.create(tracklet.id()), k -> new HashSet<>())
                        .add(tracklet.id());
            }
            fresh.add(tracklet.id());
        }
    }

    @Override
    public Map<String, String> identities() {
        return decisions.identities();
    }

    /** Every tracklet begins as its own; a round may join it moments later, so what it ends as counts as its first. */
    @Override
    public Map<String, Boolean> firstDecisions() {
        return decisions.first();
    }

    private void merge(long nowUs) {
        compareAgain(nowUs);
        Set<String> taken = new HashSet<>();
        for (Pair pair : alike) {
            String earlier = pair.earlier().id();
            String later = pair.later().id();
            boolean apart = !decisions.of(earlier).equals(decisions.of(later));
            if (apart && !taken.contains(earlier) && !taken.contains(later)) {
                taken.add(earlier);
                taken.add(later);
                join(pair);
            }
        }
    }

    /** Pairs of tracklets that did not change since the last round keep their similarity. */
    private void compareAgain(long nowUs) {
        tracklets.values().removeIf(t -> nowUs - t.endUs() > KEPT_US);
        alike.removeIf(p -> changed(p.earlier()) || changed(p.later()));
        List<SeenTracklet> all = List.copyOf(tracklets.values());
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                SeenTracklet a = all.get(i);
                SeenTracklet b = all.get(j);
                if ((fresh.contains(a.id()) || fresh.contains(b.id())) && !a.meets(b)) {
                    double cosine = similarity(a, b);
                    if (cosine >= threshold) {
                        alike.add(new Pair(a, b, cosine));
                    }
                }
            }
        }
        fresh.clear();
        alike.sort(BEST_FIRST);
    }

    private boolean changed(SeenTracklet tracklet) {
        return fresh.contains(tracklet.id()) || !tracklets.containsKey(tracklet.id());
    }

    private void join(Pair pair) {
        String identity = decisions.of(pair.earlier().id());
        Set<String> there = members.computeIfAbsent(identity, k -> new HashSet<>());
        boolean collides = there.stream().map(tracklets::get).anyMatch(t -> t != null && t.meets(pair.later()));
        if (!collides) {
            members.computeIfAbsent(decisions.of(pair.later().id()), k -> new HashSet<>())
                    .remove(pair.later().id());
            there.add(pair.later().id());
            decisions.link(pair.later().id(), identity);
        }
    }

    private static double similarity(SeenTracklet a, SeenTracklet b) {
        double best = Vectors.cosine(a.mean(), b.mean());
        for (float[] left : a.exemplars()) {
            for (float[] right : b.exemplars()) {
                best = Math.max(best, Vectors.cosine(left, right));
            }
        }
        return best;
    }

    private record Pair(SeenTracklet earlier, SeenTracklet later, double cosine) {}
}
