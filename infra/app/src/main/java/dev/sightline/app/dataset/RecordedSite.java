package dev.sightline.app.dataset;

import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.ImageReference;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;
import dev.sightline.store.database.Database;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.page.Limit;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import dev.sightline.trainer.pair.ConfidentLink;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import dev.sightline.trainer.pair.SelfLabelPolicy;
import dev.sightline.trainer.pair.SelfLabels;
import dev.sightline.trainer.snapshot.PairSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tracklets, labels and clear links of recorded sites.
 *
 * @param database what was recorded
 * @param crops the crop store
 * @param pictures folder the crops are written to; the crop store may let them go while a model trains
 * @param modality crops of people or faces
 * @param problems collects crops that the store no longer has or that were altered
 */
public record RecordedSite(Database database, CropStore crops, Path pictures, Modality modality, Problems problems) {

    /** Sites with tracklets or labels. */
    public static SortedSet<String> sites(Database database) {
        SortedSet<String> sites = new TreeSet<>(new SightingRepository(database).sites());
        sites.addAll(new LabelRepository(database).sites());
        return sites;
    }

    /**
     * Reads one site.
     *
     * @throws IOException when crops cannot be written
     */
    public PairSnapshot.Site read(String site, SelfLabelPolicy policy) throws IOException {
        List<SightingView> sightings = sightings(site);
        List<ObservedTracklet> tracklets = new ArrayList<>(sightings.size());
        for (SightingView sighting : sightings) {
            tracklets.add(new ObservedTracklet(
                    sighting.sightingId(),
                    site,
                    sighting.cameraId(),
                    Optional.of(new ObservedTracklet.Stay(sighting.startTime(), sighting.endTime())),
                    pictures(sighting)));
        }
        List<LabeledPair> labels = new ArrayList<>(SelfLabels.of(tracklets, links(sightings), policy));
        new LabelRepository(database)
                .standing(site)
                .forEach(label -> labels.add(new LabeledPair(
                        label.left(),
                        label.right(),
                        label.same(),
                        LabelSource.valueOf(label.source().name().substring("SOURCE_".length())))));
        return new PairSnapshot.Site(site, tracklets, labels);
    }

    private List<SightingView> sightings(String site) {
        SightingRepository repository = new SightingRepository(database);
        List<SightingView> all = new ArrayList<>();
        List<SightingView> page = repository.ofSite(site, "", Limit.MAX);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = repository.ofSite(site, page.get(page.size() - 1).sightingId(), Limit.MAX);
        }
        return all;
    }

    /** A crop that the store no longer has is counted and left out. */
    private List<Picture> pictures(SightingView sighting) throws IOException {
        List<Picture> kept = new ArrayList<>();
        for (ExemplarView exemplar : exemplars(sighting)) {
            if (exemplar.crop().isPresent()) {
                ImageReference reference = exemplar.crop().get().toMessage();
                Path file = pictures.resolve(reference.getUri().replaceAll("[^A-Za-z0-9.]", "-"));
                try {
                    if (!Files.exists(file)) {
                        Files.write(file, crops.get(reference));
                    }
                    kept.add(new Picture(reference.getUri(), file, Optional.of(exemplar.capturedAt())));
                } catch (CropException e) {
                    problems.add(Problem.of(
                            "site " + sighting.siteId(),
                            "crops-gone",
                            "recorded crops cannot be read, the first: " + e.getMessage(),
                            "keep crops longer (store retention), or train before they expire"));
                }
            }
        }
        return kept;
    }

    private List<ExemplarView> exemplars(SightingView sighting) {
        return sighting.exemplars().stream()
                .filter(e -> e.modality() == modality)
                .toList();
    }

    /**
     * What the matcher's evidence says: a tracklet linked to an identity is the person of that identity's tracklet in
     * another camera whose exemplars come closest.
     */
    private List<ConfidentLink> links(List<SightingView> sightings) {
        Map<String, List<SightingView>> identities = new HashMap<>();
        sightings.forEach(s -> identities
                .computeIfAbsent(s.identityId(), k -> new ArrayList<>())
                .add(s));
        List<ConfidentLink> links = new ArrayList<>();
        for (SightingView sighting : sightings) {
            for (Comparison comparison : sighting.evidence().getComparisonsList()) {
                if (comparison.getIdentityId().equals(sighting.identityId()) && comparison.getModality() == modality) {
                    closest(sighting, identities.getOrDefault(sighting.identityId(), List.of()))
                            .ifPresent(c -> links.add(link(sighting, c, comparison)));
                }
            }
        }
        return links;
    }

    private static ConfidentLink link(SightingView sighting, Closest closest, Comparison comparison) {
        return new ConfidentLink(
                sighting.sightingId(),
                closest.sightingId(),
                Math.max(closest.squaredDistance(), comparison.getSquaredDistance()),
                comparison.getThreshold(),
                comparison.getHasRunnerUp() ? OptionalDouble.of(comparison.getMargin()) : OptionalDouble.empty());
    }

    private Optional<Closest> closest(SightingView sighting, List<SightingView> others) {
        Optional<Closest> best = Optional.empty();
        for (SightingView other : others) {
            if (other.cameraId().equals(sighting.cameraId())
                    || other.startTime().isAfter(sighting.startTime())) {
                continue;
            }
            for (ExemplarView a : exemplars(sighting)) {
                for (ExemplarView b : exemplars(other)) {
                    if (a.vector().modelId().equals(b.vector().modelId())) {
                        double distance = a.vector().squaredDistance(b.vector());
                        if (best.isEmpty() || distance < best.get().squaredDistance()) {
                            best = Optional.of(new Closest(other.sightingId(), distance));
                        }
                    }
                }
            }
        }
        return best;
    }

    private record Closest(String sightingId, double squaredDistance) {}
}
