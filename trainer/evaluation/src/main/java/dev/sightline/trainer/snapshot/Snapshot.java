package dev.sightline.trainer.snapshot;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.source.ExcludedPicture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An unchanging data set. Equal hashes mean equal pictures with equal labels, wherever they lie.
 *
 * @param name for people; not part of the hash
 * @param hash SHA-256 over the sorted lines {@code site TAB name TAB sha256 TAB identity TAB camera TAB tracklet TAB
 *     microseconds NEWLINE} of the crops, then the constraints
 * @param crops sorted by site and name, at least one
 * @param constraints which identities are known to be different people
 * @param excluded what was left out when it was made; not part of the hash
 */
public record Snapshot(
        String name, String hash, List<Crop> crops, Constraints constraints, List<ExcludedPicture> excluded) {

    public Snapshot {
        crops = List.copyOf(crops);
        excluded = List.copyOf(excluded);
        if (crops.isEmpty()) {
            throw new IllegalArgumentException("data set '" + name + "' has no pictures" + listed(excluded));
        }
        requireUnique(name, crops);
        String actual = hash(crops, constraints);
        if (!hash.equals(actual)) {
            throw new IllegalArgumentException("data set '" + name + "' should have the hash " + hash + " but has "
                    + actual + ": labels or pictures were changed; make a new snapshot");
        }
    }

    /**
     * A snapshot of these crops.
     *
     * @throws IllegalArgumentException when there are none, or two have one name at one site
     */
    public static Snapshot of(String name, List<Crop> crops, Constraints constraints, List<ExcludedPicture> excluded) {
        List<Crop> sorted =
                crops.stream().sorted((a, b) -> a.key().compareTo(b.key())).toList();
        return new Snapshot(name, hash(sorted, constraints), sorted, constraints, excluded);
    }

    /** People, without distractors. */
    public SortedSet<String> identities() {
        SortedSet<String> identities = new TreeSet<>();
        crops.stream().filter(c -> !c.isDistractor()).map(Crop::identity).forEach(identities::add);
        return identities;
    }

    /** Cameras as {@code site/camera}. */
    public SortedSet<String> places() {
        SortedSet<String> places = new TreeSet<>();
        crops.forEach(c -> places.add(c.place()));
        return places;
    }

    /** Sites. */
    public SortedSet<String> sites() {
        SortedSet<String> sites = new TreeSet<>();
        crops.forEach(c -> sites.add(c.site()));
        return sites;
    }

    /** What it was asked to hold and does not, with counts. */
    public List<Problem> problems() {
        return SnapshotProblems.of(this);
    }

    /** What can be done with it. */
    public Coverage coverage() {
        return Coverage.of(crops);
    }

    private static void requireUnique(String name, List<Crop> crops) {
        Set<String> keys = new HashSet<>();
        for (Crop crop : crops) {
            if (!keys.add(crop.key())) {
                throw new IllegalArgumentException("data set '" + name + "' has two pictures named " + crop.key()
                        + "; give each source its own site, such as --data north=FOLDER");
            }
        }
    }

    private static String hash(List<Crop> crops, Constraints constraints) {
        return Checksum.of(Stream.concat(
                crops.stream().map(Crop::line).sorted(),
                Stream.of(constraints.lines(crops.stream().map(Crop::site).collect(Collectors.toSet())))));
    }

    private static String listed(List<ExcludedPicture> excluded) {
        return excluded.isEmpty()
                ? ""
                : "; " + excluded.size() + " were left out, the first: "
                        + excluded.get(0).path() + ": " + excluded.get(0).reason();
    }
}
