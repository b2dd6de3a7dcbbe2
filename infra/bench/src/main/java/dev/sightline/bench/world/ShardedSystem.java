package dev.sightline.bench.world;

import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A site in several shards, each the project's own linker over the cameras of its area and over those that lead into it. A
 * person whom a shard met first in a camera of another shard has there the name that the camera's home gave: what a topic
 * of hand-overs would carry.
 */
final class ShardedSystem implements LinkingSystem {
    private final Areas areas;
    private final List<SightlineSystem> shards = new ArrayList<>();
    private final Map<String, String> cameras = new HashMap<>();
    private final Map<String, Long> starts = new HashMap<>();
    private final long[] updates;

    ShardedSystem(World world, Areas areas) {
        this.areas = areas;
        for (int shard = 0; shard < areas.shards(); shard++) {
            shards.add(new SightlineSystem(world));
        }
        this.updates = new long[shards.size()];
    }

    @Override
    public void take(TrackerFrame frame) {
        frame.getUpdatesList().forEach(update -> {
            cameras.putIfAbsent(update.getTrackletId(), frame.getCameraId());
            starts.putIfAbsent(update.getTrackletId(), update.getStartTimeUs());
        });
        for (int shard : areas.seenBy(frame.getCameraId())) {
            updates[shard] += frame.getUpdatesCount();
            shards.get(shard).take(frame);
        }
    }

    @Override
    public Map<String, String> identities() {
        List<Map<String, String>> said =
                shards.stream().map(SightlineSystem::identities).toList();
        List<Map<String, String>> earliest = said.stream().map(this::earliest).toList();
        Map<String, String> named = new HashMap<>();
        cameras.forEach((tracklet, camera) -> {
            int home = areas.home(camera);
            String local = said.get(home).get(tracklet);
            if (local != null) {
                named.put(tracklet, name(home, local, said, earliest));
            }
        });
        return named;
    }

    @Override
    public Map<String, Boolean> firstDecisions() {
        Map<String, Boolean> first = new HashMap<>();
        List<Map<String, Boolean>> said =
                shards.stream().map(SightlineSystem::firstDecisions).toList();
        cameras.forEach((tracklet, camera) -> {
            Boolean decision = said.get(areas.home(camera)).get(tracklet);
            if (decision != null) {
                first.put(tracklet, decision);
            }
        });
        return first;
    }

    /** Identities that the largest shard remembers. */
    int largestGallery() {
        return shards.stream().mapToInt(SightlineSystem::remembered).max().orElse(0);
    }

    /** Tracklet updates of all shards together, in relation to those of the site. */
    double work(long ofSite) {
        return (double) Arrays.stream(updates).sum() / ofSite;
    }

    /** Updates of the busiest shard, in relation to the mean. */
    double busiest() {
        var all = Arrays.stream(updates).summaryStatistics();
        return all.getMax() / all.getAverage();
    }

    /** Local identity to the tracklet of it that began first. */
    private Map<String, String> earliest(Map<String, String> identities) {
        Map<String, String> first = new HashMap<>();
        identities.forEach((tracklet, identity) -> first.merge(identity, tracklet, this::earlier));
        return first;
    }

    private String earlier(String one, String other) {
        long a = starts.getOrDefault(one, Long.MAX_VALUE);
        long b = starts.getOrDefault(other, Long.MAX_VALUE);
        return a < b || (a == b && one.compareTo(other) < 0) ? one : other;
    }

    /** Follows hand-overs back to where the person was first seen; each step leads to an earlier tracklet. */
    private String name(int shard, String local, List<Map<String, String>> said, List<Map<String, String>> earliest) {
        int at = shard;
        String identity = local;
        while (true) {
            String tracklet = earliest.get(at).get(identity);
            int home = areas.home(cameras.getOrDefault(tracklet, ""));
            String atHome = said.get(home).get(tracklet);
            if (home == at || atHome == null) {
                return at + "/" + identity;
            }
            at = home;
            identity = atHome;
        }
    }
}
