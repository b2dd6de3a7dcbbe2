package dev.sightline.app.dataset;

import dev.sightline.app.evaluate.CropDescribing;
import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Progress;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.problem.Problems;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.pair.ConfidentLink;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.MutualLinks;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import dev.sightline.trainer.pair.PairSources;
import dev.sightline.trainer.pair.SelfLabelPolicy;
import dev.sightline.trainer.pair.SelfLabels;
import dev.sightline.trainer.snapshot.PairSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Snapshots made of pairs: what people labelled, and what tracklets, clocks and links say by themselves. For commands.
 *
 * @param name the snapshot's name
 * @param options which labels a system may give itself
 * @param terminal for what is left out
 * @param problems collects labels and crops that could not be used
 */
public record PairedData(String name, SelfLabelOptions options, Terminal terminal, Problems problems) {

    /**
     * Of what was recorded.
     *
     * @param pictures an existing folder that the crops are written to
     */
    public PairSnapshot recorded(Database database, CropStore crops, Path pictures, Modality modality)
            throws IOException {
        SelfLabelPolicy policy = options.policy();
        RecordedSite recorded = new RecordedSite(database, crops, pictures, modality, problems);
        List<PairSnapshot.Site> sites = new ArrayList<>();
        for (String site : RecordedSite.sites(database)) {
            sites.add(recorded.read(site, policy));
        }
        if (sites.isEmpty()) {
            throw new UserError("nothing is recorded yet: no tracklet and no label");
        }
        return made(sites);
    }

    /**
     * Of tracklets in files.
     *
     * @param tracklets by site; may be empty when there are pairs, which then name pictures beside their list
     * @param pairs labelled pairs
     */
    public PairSnapshot files(
            SightlineSettings settings, Map<String, List<ObservedTracklet>> tracklets, Optional<Path> pairs)
            throws IOException {
        Map<String, List<ObservedTracklet>> seen = new HashMap<>(tracklets);
        if (seen.isEmpty() && pairs.isPresent()) {
            seen.put("pairs", PairSources.pictures(pairs.get(), "pairs"));
        }
        Map<String, List<LabeledPair>> said =
                pairs.isEmpty() ? Map.of() : PairSources.read(pairs.get(), LabelSource.IMPORT, seen);
        SelfLabelPolicy policy = options.policy();
        List<PairSnapshot.Site> sites = new ArrayList<>();
        for (Map.Entry<String, List<ObservedTracklet>> site : seen.entrySet()) {
            List<ConfidentLink> links = policy.links() ? links(settings, site.getValue()) : List.of();
            List<LabeledPair> labels = new ArrayList<>(SelfLabels.of(site.getValue(), links, policy));
            labels.addAll(said.getOrDefault(site.getKey(), List.of()));
            sites.add(new PairSnapshot.Site(site.getKey(), site.getValue(), labels));
        }
        return made(sites);
    }

    private PairSnapshot made(List<PairSnapshot.Site> sites) {
        long pictures = sites.stream()
                .flatMap(s -> s.tracklets().stream())
                .mapToLong(t -> t.crops().size())
                .sum();
        PairSnapshot made;
        try (Progress progress = Progress.over(terminal, "Reading", "pictures", pictures)) {
            made = PairSnapshot.of(name, sites, looked -> progress.step(1));
        }
        made.labelProblems().forEach(problems::add);
        made.contradictions().forEach(c -> terminal.say("contradiction: " + c.sentence()));
        made.unknown().stream()
                .limit(10)
                .forEach(label -> terminal.say("unknown: " + label + " is about what is not there"));
        terminal.say(String.format(
                "Labels that hold: %s; %d contradictions; %d labels about what is not there; %d pictures unlabelled.",
                made.used(), made.contradictions().size(), made.unknown().size(), made.unlabeled()));
        return made;
    }

    private List<ConfidentLink> links(SightlineSettings settings, List<ObservedTracklet> tracklets) throws IOException {
        String model = options.requireLinkModel();
        Map<String, List<UnitVector>> vectors = new HashMap<>();
        List<LabeledCrop> crops = new ArrayList<>();
        for (ObservedTracklet tracklet : tracklets) {
            for (Picture picture : tracklet.crops()) {
                crops.add(new LabeledCrop(picture.image(), picture.name(), "?", tracklet.camera(), tracklet.id()));
            }
        }
        for (LabeledDescriptor crop : new CropDescribing(settings, model, true).describe(crops, terminal)) {
            vectors.computeIfAbsent(crop.tracklet(), k -> new ArrayList<>()).add(crop.vector());
        }
        List<MutualLinks.DescribedTracklet> described = new ArrayList<>();
        for (ObservedTracklet tracklet : tracklets) {
            List<UnitVector> own = vectors.getOrDefault(tracklet.id(), List.of());
            if (!own.isEmpty()) {
                described.add(MutualLinks.DescribedTracklet.mean(tracklet, own));
            }
        }
        return MutualLinks.of(described, threshold(settings, model));
    }

    private double threshold(SightlineSettings settings, String model) {
        ModelManifest manifest = ModelStorage.catalog(settings).resolve(model).manifest();
        for (Comparison wanted : List.of(Comparison.TRACKLET_TRACKLET, Comparison.CROP_CROP)) {
            for (Calibration calibration : manifest.calibrations()) {
                if (calibration.comparison() == wanted) {
                    return calibration.squaredDistanceAtFmr(options.linkFmr());
                }
            }
        }
        throw new UserError(
                "model " + manifest.modelId() + " has no calibration, so no link of it is clear; calibrate it"
                        + " with sightline calibrate, or leave 'link' out of --self-labels");
    }
}
