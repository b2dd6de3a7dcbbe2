package dev.sightline.trainer.adapt;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.pair.MutualLinks.DescribedTracklet;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tracklets of one site as one model sees them: each whole, and by its earlier and its later half, which nobody
 * needs to label to know that they show one person.
 */
public final class DescribedSite {
    private final Map<String, Described> tracklets = new LinkedHashMap<>();

    /**
     * One tracklet.
     *
     * @param id the tracklet
     * @param camera where it was seen
     * @param crops its pictures in their order, described; at least one
     * @param whole the mean of all
     * @param early the mean of the earlier half; of one picture, that picture
     * @param late the mean of the later half; of one picture, that picture
     */
    public record Described(
            String id,
            String camera,
            List<LabeledDescriptor> crops,
            UnitVector whole,
            UnitVector early,
            UnitVector late) {
        public Described {
            crops = List.copyOf(crops);
        }

        static Described of(String id, String camera, List<LabeledDescriptor> crops) {
            return new Described(
                    id,
                    camera,
                    crops,
                    mean(crops),
                    mean(crops.subList(0, (crops.size() + 1) / 2)),
                    mean(crops.subList(crops.size() / 2, crops.size())));
        }

        private static UnitVector mean(List<LabeledDescriptor> crops) {
            return UnitVector.mean(crops.stream().map(LabeledDescriptor::vector).toList());
        }
    }

    /**
     * Puts tracklets and descriptors together.
     *
     * @param crops of one model; {@code source} is the picture's name. A tracklet without any is left out
     */
    public static DescribedSite of(List<ObservedTracklet> tracklets, List<LabeledDescriptor> crops) {
        Map<String, LabeledDescriptor> byName = new HashMap<>();
        crops.forEach(c -> byName.put(c.source(), c));
        DescribedSite site = new DescribedSite();
        for (ObservedTracklet tracklet : tracklets) {
            List<LabeledDescriptor> own = new ArrayList<>();
            for (Picture picture : tracklet.crops()) {
                LabeledDescriptor crop = byName.get(picture.name());
                if (crop != null) {
                    own.add(crop);
                }
            }
            if (!own.isEmpty()) {
                site.tracklets.put(tracklet.id(), Described.of(tracklet.id(), tracklet.camera(), own));
            }
        }
        return site;
    }

    private DescribedSite() {}

    /** All of them, in the order given. */
    public List<Described> tracklets() {
        return List.copyOf(tracklets.values());
    }

    Optional<Described> find(String id) {
        return Optional.ofNullable(tracklets.get(id));
    }

    List<Described> of(String camera) {
        return tracklets.values().stream()
                .filter(t -> t.camera().equals(camera))
                .toList();
    }

    List<DescribedTracklet> means() {
        return tracklets.values().stream()
                .map(t -> new DescribedTracklet(t.id(), t.camera(), t.whole()))
                .toList();
    }
}
