package dev.sightline.trainer.snapshot;

import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.source.Listing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads sources as a live system sees them: stays in front of cameras, of people whom nobody names. A list needs no
 * identities then: {@code path,camera,tracklet[,time][,site]}.
 */
public final class TrackletSources {

    private TrackletSources() {}

    /**
     * Tracklets by site.
     *
     * @param played take a person's pictures in one camera as one tracklet where none is listed, to try on a labeled
     *     data set what a live system would see; nothing else looks at whom pictures show
     * @throws IOException when a source cannot be read
     */
    public static Map<String, List<ObservedTracklet>> read(List<DataSource> sources, boolean played)
            throws IOException {
        List<LabeledCrop> crops = new ArrayList<>();
        for (DataSource source : sources) {
            if (SnapshotFolder.is(source.path())) {
                crops.addAll(listed(SnapshotFolder.read(source.path(), SnapshotFolder.Check.QUICK)
                        .crops()));
            } else {
                crops.addAll(Listing.ofTracklets(source).crops());
            }
        }
        return bySite(crops, played);
    }

    /** Tracklets of crops of a snapshot, by site; whom they show is looked at only when {@code played}. */
    public static Map<String, List<ObservedTracklet>> of(List<Crop> crops, boolean played) {
        return bySite(listed(crops), played);
    }

    private static List<LabeledCrop> listed(List<Crop> crops) {
        return crops.stream()
                .filter(c -> !c.isDistractor())
                .map(c ->
                        new LabeledCrop(c.path(), c.name(), c.identity(), c.camera(), c.site(), c.tracklet(), c.time()))
                .toList();
    }

    private static Map<String, List<ObservedTracklet>> bySite(List<LabeledCrop> crops, boolean played) {
        List<LabeledCrop> seen =
                played ? crops.stream().map(TrackletSources::played).toList() : crops;
        Map<String, List<ObservedTracklet>> sites = new TreeMap<>();
        for (ObservedTracklet tracklet : ObservedTracklet.of(seen)) {
            sites.computeIfAbsent(tracklet.site(), k -> new ArrayList<>()).add(tracklet);
        }
        return sites;
    }

    private static LabeledCrop played(LabeledCrop crop) {
        String person = crop.identity().substring(crop.identity().indexOf('/') + 1);
        return crop.tracklet().isEmpty() && !person.isEmpty()
                ? new LabeledCrop(
                        crop.image(), crop.listed(), crop.identity(), crop.camera(), crop.site(), person, crop.time())
                : crop;
    }
}
