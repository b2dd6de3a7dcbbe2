package dev.sightline.trainer.pair;

import dev.sightline.trainer.labeled.LabeledCrop;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody's unbroken stay in front of one camera. Nothing says who it is.
 *
 * @param id unique within the site
 * @param site site
 * @param camera camera
 * @param stay from when to when, where that is known
 * @param crops pictures of the stay
 */
public record ObservedTracklet(String id, String site, String camera, Optional<Stay> stay, List<Picture> crops) {

    public ObservedTracklet {
        crops = List.copyOf(crops);
    }

    /**
     * A time in front of the camera, by the camera's clock.
     *
     * @param start first picture
     * @param end last picture, not before the first
     */
    public record Stay(Instant start, Instant end) {

        public Stay {
            if (end.isBefore(start)) {
                throw new IllegalArgumentException("a stay cannot end at " + end + ", before it starts at " + start);
            }
        }
    }

    /**
     * A picture of the stay.
     *
     * @param name unique within the site; what labels call it
     * @param image where it lies
     * @param time when it was taken
     */
    public record Picture(String name, Path image, Optional<Instant> time) {}

    /**
     * Tracklets of listed crops; whom they show is not looked at. A crop without a tracklet is one by itself. Ids are
     * {@code camera/tracklet}, for a single crop its name.
     */
    public static List<ObservedTracklet> of(List<LabeledCrop> crops) {
        Map<List<String>, List<LabeledCrop>> stays = new LinkedHashMap<>();
        for (LabeledCrop crop : crops) {
            String id = crop.tracklet().isEmpty() ? crop.listed() : crop.camera() + "/" + crop.tracklet();
            stays.computeIfAbsent(List.of(crop.site(), crop.camera(), id), k -> new ArrayList<>())
                    .add(crop);
        }
        return stays.entrySet().stream()
                .map(e -> new ObservedTracklet(
                        e.getKey().get(2),
                        e.getKey().get(0),
                        e.getKey().get(1),
                        stay(e.getValue()),
                        pictures(e.getValue())))
                .toList();
    }

    private static Optional<Stay> stay(List<LabeledCrop> crops) {
        List<Instant> times =
                crops.stream().flatMap(c -> c.time().stream()).sorted().toList();
        return times.isEmpty() ? Optional.empty() : Optional.of(new Stay(times.get(0), times.get(times.size() - 1)));
    }

    private static List<Picture> pictures(List<LabeledCrop> crops) {
        return crops.stream()
                .sorted(Comparator.comparing(LabeledCrop::listed))
                .map(c -> new Picture(c.listed(), c.image(), c.time()))
                .toList();
    }
}
