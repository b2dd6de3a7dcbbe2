package dev.sightline.platform.roster;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Place;
import dev.sightline.contracts.v1.RosterEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Which partition each camera and each site has. What is new gets the partition with the least cameras; what has one keeps
 * it, removed or not. Cameras that were there before rosters keep the partition that their name hashes to, so that nothing
 * moves. An entry beyond the partitions there are, as after topics were created again with fewer, counts as none. Pure;
 * one thread.
 */
public final class Roster {
    private static final String CAMERA = "camera/";
    private static final String SITE = "site/";

    private final Counts counts;
    private final Map<String, Integer> entries = new TreeMap<>();
    private final Map<String, RosterEntry> added = new TreeMap<>();
    private final Set<String> left = new TreeSet<>();

    /**
     * How many partitions there are.
     *
     * @param frames of the topic of the frames
     * @param observations of the topic of the observations
     * @param sites of the topic by which the matcher hands observations to sites
     */
    public record Counts(int frames, int observations, int sites) {}

    /** @param entries of the topic, by key */
    public Roster(Counts counts, Map<String, RosterEntry> entries) {
        this.counts = counts;
        entries.forEach((key, entry) -> {
            int most = key.startsWith(CAMERA) ? cameraPartitions() : counts.sites();
            if (entry.getPartition() >= 0 && entry.getPartition() < most) {
                this.entries.put(key, entry.getPartition());
            }
        });
    }

    /** The roster's key of a site. */
    public static String siteKey(String siteId) {
        return SITE + siteId;
    }

    /** The partition that Kafka's producers choose by key. */
    public static int hashed(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** The matcher has tracks of a camera in a partition. */
    void foundCamera(String cameraId, int partition) {
        adopt(CAMERA + cameraId, partition, cameraPartitions());
    }

    /** The matcher has people of a site in a partition. */
    void foundSite(String siteId, int partition) {
        adopt(SITE + siteId, partition, counts.sites());
    }

    /**
     * Takes over the cameras that are there: those without an entry are where they are now.
     *
     * @param present by id
     */
    public void adopt(Map<String, Camera> present) {
        present.values().forEach(camera -> {
            if (camera.hasPlace()) {
                adopt(CAMERA + camera.getCameraId(), camera.getPlace().getCameraPartition(), cameraPartitions());
                adopt(SITE + camera.getSiteId(), camera.getPlace().getSitePartition(), counts.sites());
            }
        });
        present.values().forEach(camera -> {
            int partition = hashed(camera.getCameraId(), counts.frames());
            if (partition == hashed(camera.getCameraId(), counts.observations())) {
                adopt(CAMERA + camera.getCameraId(), partition, counts.frames());
            } else if (!entries.containsKey(CAMERA + camera.getCameraId())) {
                left.add(CAMERA + camera.getCameraId()); // It has two partitions by its name, so it keeps those.
            }
            adopt(SITE + camera.getSiteId(), hashed(camera.getSiteId(), counts.sites()), counts.sites());
        });
    }

    private void adopt(String key, int partition, int most) {
        if (!entries.containsKey(key) && partition >= 0 && partition < most) {
            add(key, partition);
        }
    }

    /**
     * Gives what is new a place.
     *
     * @param present all cameras there will be, new ones too
     */
    public void admit(Collection<Camera> present) {
        Map<String, Integer> camerasOfSite = new TreeMap<>();
        present.forEach(camera -> camerasOfSite.merge(camera.getSiteId(), 1, Integer::sum));
        List<String> sites = new ArrayList<>(camerasOfSite.keySet());
        sites.sort(Comparator.comparing((String site) -> -camerasOfSite.getOrDefault(site, 0))
                .thenComparing(Comparator.naturalOrder()));
        // A new site never goes beyond the observations: their topic may grow, the others need not.
        admit(SITE, sites, camerasOfSite, Math.min(counts.observations(), counts.sites()));
        Map<String, Integer> one = new TreeMap<>();
        present.forEach(camera -> one.put(camera.getCameraId(), 1));
        admit(CAMERA, new TreeSet<>(one.keySet()), one, cameraPartitions());
    }

    private void admit(String kind, Collection<String> ids, Map<String, Integer> cameras, int partitions) {
        long[] load = new long[partitions];
        entries.forEach((key, partition) -> {
            if (key.startsWith(kind) && partition < partitions) {
                // Those that were removed weigh only where cameras are even: they may come back.
                load[partition] += 1 + (long) cameras.getOrDefault(key.substring(kind.length()), 0) * Integer.MAX_VALUE;
            }
        });
        for (String id : ids) {
            if (!entries.containsKey(kind + id) && !left.contains(kind + id)) {
                int least = least(load);
                add(kind + id, least);
                load[least] += 1 + (long) cameras.getOrDefault(id, 0) * Integer.MAX_VALUE;
            }
        }
    }

    private static int least(long[] load) {
        int least = 0;
        for (int i = 1; i < load.length; i++) {
            if (load[i] < load[least]) {
                least = i;
            }
        }
        return least;
    }

    /** The camera with its place; without one where the roster has none. */
    public Camera placed(Camera camera) {
        @Nullable Integer own = entries.get(CAMERA + camera.getCameraId());
        @Nullable Integer site = entries.get(SITE + camera.getSiteId());
        Camera.Builder placed = camera.toBuilder().clearPlace();
        if (own != null && site != null) {
            placed.setPlace(Place.newBuilder().setCameraPartition(own).setSitePartition(site));
        }
        return placed.build();
    }

    /** What has come in since it was read, by key. */
    public Map<String, RosterEntry> added() {
        return Map.copyOf(added);
    }

    private int cameraPartitions() {
        return Math.min(counts.frames(), counts.observations());
    }

    private void add(String key, int partition) {
        entries.put(key, partition);
        added.put(key, RosterEntry.newBuilder().setPartition(partition).build());
    }
}
