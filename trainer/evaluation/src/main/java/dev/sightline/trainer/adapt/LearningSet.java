package dev.sightline.trainer.adapt;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.adapt.DescribedSite.Described;
import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import dev.sightline.trainer.pair.PairIdentities;
import dev.sightline.trainer.snapshot.Crop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a site learns from itself, as data in which every two identities are two people: each camera is a site of its own,
 * whose people are its tracklets, and a further one holds those whom a link or a person joined across cameras. A batch of
 * one such site never sets two tracklets of one person in two cameras against each other, which nobody may have joined
 * yet. A tracklet of one picture learns only where it was joined: in its camera it has nothing that is its own to find.
 *
 * @param crops for a snapshot
 * @param people how many each of these sites has, by its name
 * @param joined people with tracklets of two cameras
 * @param returns tracklets left out because they may be a person of another tracklet of that camera who came back
 * @param contradictions labels that contradict better ones and were left out
 */
public record LearningSet(List<Crop> crops, Map<String, Integer> people, int joined, int returns, int contradictions) {
    private static final String JOINED = "@links";

    public LearningSet {
        crops = List.copyOf(crops);
        people = Map.copyOf(people);
    }

    /**
     * Makes the set.
     *
     * @param site who was seen; {@code site.name()} begins the names of the sites made of it
     * @param labels all that is believed: people's, simultaneous strangers, links
     * @param seen how the model that learns sees them now
     * @throws IOException when a picture cannot be read
     */
    public static LearningSet of(
            ObservedSite site, List<LabeledPair> labels, FrozenPart frozen, DescribedSite seen, AdaptPolicy policy)
            throws IOException {
        PairIdentities people = PairIdentities.of(labels);
        Collected collected = new Collected(site.name(), people, policy);
        Set<String> returns = Returns.of(people, seen).find();
        for (ObservedTracklet tracklet : site.tracklets()) {
            if (frozen.trains(tracklet.id()) && !returns.contains(tracklet.id())) {
                collected.add(tracklet);
            }
        }
        List<Crop> crops = new ArrayList<>(collected.byCamera);
        List<Crop> joined = collected.joined();
        crops.addAll(joined);
        Map<String, Set<String>> counted = new TreeMap<>();
        crops.forEach(
                c -> counted.computeIfAbsent(c.site(), k -> new HashSet<>()).add(c.identity()));
        Map<String, Integer> sizes = new TreeMap<>();
        counted.forEach((pot, who) -> sizes.put(pot, who.size()));
        return new LearningSet(
                crops,
                sizes,
                sizes.getOrDefault(site.name() + JOINED, 0),
                returns.size(),
                people.contradictions().size());
    }

    /** Whether a site of the set is the one of people joined across cameras. */
    public boolean isJoined(String name) {
        return name.endsWith(JOINED);
    }

    private static final class Collected {
        private final String site;
        private final Map<String, String> people;
        private final AdaptPolicy policy;
        private final List<Crop> byCamera = new ArrayList<>();
        private final Map<String, List<Crop>> across = new LinkedHashMap<>();
        private final Map<String, Set<String>> cameras = new HashMap<>();

        Collected(String site, PairIdentities people, AdaptPolicy policy) {
            this.site = site;
            this.people = people.identities();
            this.policy = policy;
        }

        void add(ObservedTracklet tracklet) throws IOException {
            List<Picture> pictures = spread(tracklet.crops(), policy.cropsPerTracklet());
            String person = people.getOrDefault(tracklet.id(), tracklet.id());
            String pot = site + "@" + tracklet.camera();
            cameras.computeIfAbsent(person, k -> new TreeSet<>()).add(tracklet.camera());
            for (Picture picture : pictures) {
                Crop crop = crop(picture, tracklet, pot, person, Checksum.of(picture.image()));
                if (pictures.size() > 1) {
                    byCamera.add(crop);
                }
                across.computeIfAbsent(person, k -> new ArrayList<>())
                        .add(crop(picture, tracklet, site + JOINED, person, crop.sha256()));
            }
        }

        List<Crop> joined() {
            List<Crop> found = new ArrayList<>();
            across.forEach((person, crops) -> {
                if (cameras.getOrDefault(person, Set.of()).size() > 1) {
                    found.addAll(crops);
                }
            });
            return found;
        }

        private static Crop crop(Picture picture, ObservedTracklet of, String pot, String person, String sha256) {
            return new Crop(
                    picture.image(),
                    picture.name(),
                    sha256,
                    pot + "/" + person,
                    of.camera(),
                    pot,
                    of.id(),
                    picture.time());
        }
    }

    /** Evenly, the first and the last among them. */
    static List<Picture> spread(List<Picture> pictures, int most) {
        if (pictures.size() <= most) {
            return pictures;
        }
        List<Picture> kept = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            kept.add(pictures.get((int) Math.round(i * (pictures.size() - 1) / (double) (most - 1))));
        }
        return kept;
    }

    /**
     * Tracklets of one camera that look as much alike as the two halves of one tracklet do, and were not there at one
     * time: of two, the shorter goes.
     *
     * @param alike median of the squared distances between the halves of a tracklet
     */
    private record Returns(PairIdentities people, DescribedSite seen, double alike) {

        static Returns of(PairIdentities people, DescribedSite seen) {
            double[] halves = seen.tracklets().stream()
                    .filter(t -> t.crops().size() > 1)
                    .mapToDouble(t -> t.early().squaredDistance(t.late()))
                    .sorted()
                    .toArray();
            return new Returns(people, seen, halves.length == 0 ? 0 : halves[halves.length / 2]);
        }

        Set<String> find() {
            Set<String> out = new TreeSet<>();
            List<Described> all = seen.tracklets();
            for (int i = 0; i < all.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Described one = all.get(i);
                    Described other = all.get(j);
                    if (!out.contains(one.id()) && !out.contains(other.id()) && mayBeOne(one, other)) {
                        out.add(one.crops().size() < other.crops().size() ? one.id() : other.id());
                    }
                }
            }
            return out;
        }

        private boolean mayBeOne(Described one, Described other) {
            String first = person(one);
            String second = person(other);
            return one.camera().equals(other.camera())
                    && !first.equals(second)
                    && one.whole().squaredDistance(other.whole()) < alike
                    && !people.apart().contains(Apart.of(first, second));
        }

        private String person(Described tracklet) {
            return people.identities().getOrDefault(tracklet.id(), tracklet.id());
        }
    }
}
