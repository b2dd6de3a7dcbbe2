package dev.sightline.app.adapt;

import dev.sightline.app.dataset.RecordedSite;
import dev.sightline.app.run.Installation;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.problem.Problems;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.trainer.adapt.ObservedSite;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.PairSources;
import dev.sightline.trainer.pair.SelfLabelPolicy;
import dev.sightline.trainer.pair.SelfLabels;
import dev.sightline.trainer.snapshot.PairSnapshot;
import dev.sightline.trainer.snapshot.TrackletSources;
import dev.sightline.trainer.source.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The site that is adapted to: what was recorded there, or tracklets in files. */
final class AdaptData {
    @Option(names = "--site", paramLabel = "NAME", description = "The site; may be left out where there is only one.")
    private @Nullable String site;

    @Option(
            names = "--data",
            paramLabel = "[SITE=]PATH",
            description =
                    "Tracklets in files (path,camera,tracklet[,time]) instead of what was recorded. May be repeated.")
    private List<String> data = List.of();

    @Option(
            names = "--play-tracklets",
            description =
                    "With --data: a person's pictures in one camera stand for a tracklet where none is listed, to try this on"
                            + " labeled data. Nothing else looks at whom pictures show.")
    private boolean played;

    @Option(
            names = "--pairs",
            paramLabel = "LIST",
            description = "With --data: CSV of pairs that people labeled, left,right,same. They come before all else.")
    private @Nullable Path pairs;

    @Option(
            names = "--links",
            paramLabel = "LIST",
            description = "With --data: CSV of links between cameras that a system made, left,right,same.")
    private @Nullable Path links;

    /** @throws UserError when something is given that only files have */
    boolean recorded() {
        if (data.isEmpty() && (played || pairs != null || links != null)) {
            throw new UserError(
                    "--pairs, --links and --play-tracklets say more of tracklets in files; give --data, or leave"
                            + " them out: of a site that was recorded, labels and links are in the database");
        }
        return data.isEmpty();
    }

    /**
     * Tracklets and links in files.
     *
     * @throws IOException when a source cannot be read
     */
    ObservedSite files() throws IOException {
        List<DataSource> sources =
                data.stream().map(d -> DataSource.parse(d, Optional.empty())).toList();
        Map<String, List<ObservedTracklet>> sites = TrackletSources.read(sources, played);
        String name = chosen(List.copyOf(sites.keySet()));
        List<ObservedTracklet> tracklets = sites.getOrDefault(name, List.of());
        List<LabeledPair> labels = new ArrayList<>(
                SelfLabels.of(tracklets, List.of(), SelfLabelPolicy.defaults().with(false, true, false)));
        labels.addAll(listed(pairs, LabelSource.IMPORT, name, tracklets));
        labels.addAll(listed(links, LabelSource.SELF_CONFIDENT_LINK, name, tracklets));
        return new ObservedSite(name, tracklets, labels);
    }

    private static List<LabeledPair> listed(
            @Nullable Path list, LabelSource source, String site, List<ObservedTracklet> tracklets) throws IOException {
        return list == null
                ? List.of()
                : PairSources.read(list, source, Map.of(site, tracklets)).getOrDefault(site, List.of());
    }

    /**
     * What was recorded.
     *
     * @param pictures folder that crops are written to, made when missing
     */
    ObservedSite recorded(Installation installation, Database database, Path pictures, Problems problems)
            throws IOException {
        Files.createDirectories(pictures);
        List<String> sites = List.copyOf(RecordedSite.sites(database));
        if (sites.isEmpty()) {
            throw new UserError("nothing is recorded yet: no tracklet and no label");
        }
        PairSnapshot.Site read = new RecordedSite(
                        database, installation.crops(), pictures, Modality.MODALITY_PERSON, problems)
                .read(chosen(sites), SelfLabelPolicy.defaults().with(false, true, true));
        List<ObservedTracklet> seen =
                read.tracklets().stream().filter(t -> !t.crops().isEmpty()).toList();
        return new ObservedSite(read.site(), seen, read.labels());
    }

    private String chosen(List<String> sites) {
        if (site != null && !sites.contains(site)) {
            throw new UserError("--site is '" + site + "'; sites here: " + String.join(", ", sites));
        }
        if (site == null && sites.size() > 1) {
            throw new UserError("there are several sites; say which one with --site: " + String.join(", ", sites));
        }
        return site != null ? site : sites.get(0);
    }
}
