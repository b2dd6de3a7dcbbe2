package dev.sightline.trainer.snapshot;

import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.pair.Contradiction;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import dev.sightline.trainer.pair.PairIdentities;
import dev.sightline.trainer.source.ExcludedPicture;
import dev.sightline.trainer.source.Listing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * A snapshot made of labeled pairs. Its people are what the labels join; only stated differences make two of them
 * different.
 *
 * @param snapshot pictures that a label names, itself or by its tracklet
 * @param contradictions labels that could not all be true
 * @param used labels that hold, by source
 * @param unlabeled pictures of which no label says anything; they are left out
 * @param unknown labels about tracklets or pictures that are not there
 */
public record PairSnapshot(
        Snapshot snapshot,
        List<Contradiction> contradictions,
        Map<LabelSource, Integer> used,
        int unlabeled,
        List<LabeledPair> unknown) {

    public PairSnapshot {
        contradictions = List.copyOf(contradictions);
        used = Map.copyOf(used);
        unknown = List.copyOf(unknown);
    }

    /**
     * One site.
     *
     * @param site name
     * @param tracklets everything that was seen; ids and picture names are unique
     * @param labels about tracklet ids and picture names
     */
    public record Site(String site, List<ObservedTracklet> tracklets, List<LabeledPair> labels) {

        public Site {
            tracklets = List.copyOf(tracklets);
            labels = List.copyOf(labels);
            for (ObservedTracklet tracklet : tracklets) {
                if (!tracklet.site().equals(site)) {
                    throw new IllegalArgumentException("tracklet " + tracklet.id() + " is of site '" + tracklet.site()
                            + "', not of '" + site + "'");
                }
            }
        }
    }

    /**
     * Takes a snapshot of all sites together; no person is at two.
     *
     * @param progress called with how many pictures have been looked at
     * @throws IllegalArgumentException when no picture remains
     */
    public static PairSnapshot of(String name, List<Site> sites, IntConsumer progress) {
        Collected collected = new Collected();
        sites.forEach(collected::add);
        Listing listing = collected.listing();
        if (listing.crops().isEmpty()) {
            throw new IllegalArgumentException("data set '" + name + "' is empty: of " + collected.unlabeled
                    + " pictures none is named by a label that holds; label pairs, or switch self-labels on");
        }
        Snapshot snapshot = Snapshots.take(
                name,
                listing,
                Constraints.only(sites.stream().map(Site::site).collect(Collectors.toSet()), collected.apart),
                progress);
        return new PairSnapshot(
                withoutThoseWhoAreGone(snapshot),
                collected.contradictions,
                collected.used,
                collected.unlabeled,
                collected.unknown);
    }

    /** What was asked for and is not in the snapshot: labels that contradict one another or name nothing, and pictures. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(snapshot.problems());
        problems.addAll(labelProblems());
        return problems;
    }

    /** {@link #problems} with labels alone. */
    public List<Problem> labelProblems() {
        List<Problem> problems = new ArrayList<>();
        String where = "data set " + snapshot.name();
        if (!contradictions.isEmpty()) {
            problems.add(new Problem(
                    where,
                    "labels-contradict",
                    contradictions.size() + " labels contradict others, the first: "
                            + contradictions.get(0).sentence(),
                    contradictions.size(),
                    "look at the tracklets and label them again"));
        }
        if (!unknown.isEmpty()) {
            problems.add(new Problem(
                    where,
                    "labels-about-nothing",
                    unknown.size() + " labels name tracklets or pictures that are not there, the first: "
                            + unknown.get(0),
                    unknown.size(),
                    "check the site and the ids; what was erased or has expired cannot be learned from"));
        }
        return problems;
    }

    /** People of whom no picture could be read need no constraints. */
    private static Snapshot withoutThoseWhoAreGone(Snapshot snapshot) {
        Constraints left = snapshot.constraints().among(snapshot.identities());
        return left.equals(snapshot.constraints())
                ? snapshot
                : Snapshot.of(snapshot.name(), snapshot.crops(), left, snapshot.excluded());
    }

    private static final class Collected {
        private final Map<String, LabeledCrop> crops = new LinkedHashMap<>();
        private final Set<String> disputed = new LinkedHashSet<>();
        private final Set<Apart> apart = new TreeSet<>();
        private final List<Contradiction> contradictions = new ArrayList<>();
        private final Map<LabelSource, Integer> used = new EnumMap<>(LabelSource.class);
        private final List<LabeledPair> unknown = new ArrayList<>();
        private int unlabeled;

        void add(Site site) {
            Set<String> there = new HashSet<>();
            site.tracklets().forEach(t -> {
                there.add(t.id());
                t.crops().forEach(c -> there.add(c.name()));
            });
            List<LabeledPair> known = new ArrayList<>();
            for (LabeledPair label : site.labels()) {
                (there.contains(label.left()) && there.contains(label.right()) ? known : unknown).add(label);
            }
            PairIdentities people = PairIdentities.of(known);
            contradictions.addAll(people.contradictions());
            people.used().forEach(label -> used.merge(label.source(), 1, Integer::sum));
            people.apart()
                    .forEach(a -> apart.add(Apart.of(site.site() + "/" + a.first(), site.site() + "/" + a.second())));
            site.tracklets().forEach(t -> t.crops().forEach(c -> add(t, c, people.identities())));
        }

        /** A label about the picture itself comes before one about its tracklet. */
        private void add(ObservedTracklet tracklet, Picture picture, Map<String, String> people) {
            String person = people.get(people.containsKey(picture.name()) ? picture.name() : tracklet.id());
            if (person == null) {
                unlabeled++;
                return;
            }
            LabeledCrop crop = new LabeledCrop(
                    picture.image(),
                    picture.name(),
                    person,
                    tracklet.camera(),
                    tracklet.site(),
                    tracklet.id().equals(picture.name()) ? "" : tracklet.id(),
                    picture.time());
            String key = tracklet.site() + "/" + picture.name();
            LabeledCrop before = crops.putIfAbsent(key, crop);
            if (before != null && !before.identity().equals(person)) {
                disputed.add(key);
            }
        }

        /**
         * Each picture once: recorded crops are named by their contents, and footage that is played again brings the same
         * ones in another tracklet. One that would show two people shows nobody.
         */
        Listing listing() {
            List<ExcludedPicture> excluded = new ArrayList<>();
            for (String key : disputed) {
                LabeledCrop crop = crops.remove(key);
                if (crop != null) {
                    excluded.add(new ExcludedPicture(
                            crop.image().toString(),
                            ExcludedPicture.Cause.TWO_PEOPLE,
                            "the same picture stands under another person too"));
                }
            }
            return new Listing(List.copyOf(crops.values()), excluded);
        }
    }
}
