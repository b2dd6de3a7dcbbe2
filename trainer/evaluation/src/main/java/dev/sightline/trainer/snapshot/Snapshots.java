package dev.sightline.trainer.snapshot;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.source.ExcludedPicture;
import dev.sightline.trainer.source.ExcludedPicture.Cause;
import dev.sightline.trainer.source.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Takes snapshots: opens every picture once, leaves out those that cannot be read or that stand under two people, and
 * hashes the rest.
 */
public final class Snapshots {

    private Snapshots() {}

    /**
     * A snapshot of all sources together.
     *
     * @throws IOException when a source cannot be read; a picture that cannot is left out instead
     * @throws IllegalArgumentException when a source is named in no known way, or no picture remains
     */
    public static Snapshot take(String name, List<DataSource> sources) throws IOException {
        return take(name, sources, looked -> {});
    }

    /** @param progress called with how many pictures have been looked at */
    public static Snapshot take(String name, List<DataSource> sources, IntConsumer progress) throws IOException {
        List<LabeledCrop> listed = new ArrayList<>();
        List<ExcludedPicture> excluded = new ArrayList<>();
        List<Snapshot> stored = new ArrayList<>();
        for (DataSource source : sources) {
            if (SnapshotFolder.is(source.path())) {
                stored.add(SnapshotFolder.read(source.path(), SnapshotFolder.Check.QUICK));
            } else {
                Listing listing = Listing.of(source);
                listed.addAll(listing.crops());
                excluded.addAll(listing.excluded());
            }
        }
        if (stored.size() == 1 && sources.size() == 1) {
            return stored.get(0);
        }
        return joined(name, stored, new Listing(listed, excluded), progress);
    }

    /**
     * A snapshot of all sources together with what a data set made of labeled pairs holds.
     *
     * @throws IOException when a source cannot be read
     */
    public static Snapshot beside(Snapshot made, List<DataSource> sources) throws IOException {
        Snapshot others = take(made.name(), sources);
        return joined(made.name(), List.of(made, others), new Listing(List.of(), List.of()), looked -> {});
    }

    private static Snapshot joined(String name, List<Snapshot> stored, Listing listing, IntConsumer progress) {
        List<Crop> crops = new ArrayList<>();
        List<ExcludedPicture> excluded = new ArrayList<>();
        Constraints constraints = Constraints.complete();
        for (Snapshot snapshot : stored) {
            crops.addAll(snapshot.crops());
            excluded.addAll(snapshot.excluded());
            constraints = constraints.and(snapshot.constraints());
        }
        looked(listing, crops, excluded, progress);
        requireOneKind(constraints.openSites(), stored, listing);
        return Snapshot.of(name, withoutDoubles(crops, excluded), constraints, excluded);
    }

    /** People told apart by hand must not count as doubtful because others of that name stand at a recorded site. */
    private static void requireOneKind(Set<String> open, List<Snapshot> stored, Listing listing) {
        Set<String> both = new TreeSet<>();
        listing.crops().forEach(crop -> both.add(crop.site()));
        stored.forEach(snapshot -> snapshot.sites().stream()
                .filter(site -> !snapshot.constraints().openSites().contains(site))
                .forEach(both::add));
        both.retainAll(open);
        if (!both.isEmpty()) {
            throw new IllegalArgumentException("site '" + both.iterator().next()
                    + "' has labeled people and, in other data, recorded or self-labeled ones, of whom two may be one; give the labeled"
                    + " ones a site of their own, such as --data mall=PATH");
        }
    }

    /** A snapshot of what is listed; people are named within their site. */
    static Snapshot take(String name, Listing listing, Constraints constraints, IntConsumer progress) {
        List<Crop> crops = new ArrayList<>(listing.crops().size());
        List<ExcludedPicture> excluded = new ArrayList<>();
        looked(listing, crops, excluded, progress);
        return Snapshot.of(name, withoutDoubles(crops, excluded), constraints, excluded);
    }

    private static void looked(
            Listing listing, List<Crop> crops, List<ExcludedPicture> excluded, IntConsumer progress) {
        excluded.addAll(listing.excluded());
        int looked = 0;
        for (LabeledCrop listed : listing.crops()) {
            try {
                byte[] file = Files.readAllBytes(listed.image());
                Optional<String> fault = PictureCheck.fault(file);
                fault.ifPresent(
                        why -> excluded.add(new ExcludedPicture(listed.image().toString(), Cause.UNREADABLE, why)));
                if (fault.isEmpty()) {
                    crops.add(crop(listed, Checksum.of(file)));
                }
            } catch (IOException e) {
                excluded.add(new ExcludedPicture(listed.image().toString(), Cause.UNREADABLE, "cannot be read: " + e));
            }
            progress.accept(++looked);
        }
    }

    private static Crop crop(LabeledCrop listed, String sha256) {
        String identity =
                listed.identity().equals(Label.DISTRACTOR) ? Crop.DISTRACTOR : listed.site() + "/" + listed.identity();
        return new Crop(
                listed.image(),
                listed.listed(),
                sha256,
                identity,
                listed.camera(),
                listed.site(),
                listed.tracklet(),
                listed.time());
    }

    /** One picture cannot show two people: which label is wrong is unknown, so neither stays. */
    private static List<Crop> withoutDoubles(List<Crop> crops, List<ExcludedPicture> excluded) {
        Map<String, Crop> first = new HashMap<>();
        Set<String> disputed = new HashSet<>();
        for (Crop crop : crops) {
            Crop before = first.putIfAbsent(crop.sha256(), crop);
            if (before != null && !before.identity().equals(crop.identity())) {
                disputed.add(crop.sha256());
            }
        }
        List<Crop> kept = new ArrayList<>(crops.size());
        for (Crop crop : crops) {
            if (disputed.contains(crop.sha256())) {
                excluded.add(new ExcludedPicture(
                        crop.path().toString(), Cause.TWO_PEOPLE, "the same picture stands under another person too"));
            } else {
                kept.add(crop);
            }
        }
        return kept;
    }
}
