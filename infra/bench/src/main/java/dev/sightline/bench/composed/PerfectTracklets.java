package dev.sightline.bench.composed;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.settings.SettingsLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stays as a tracker without a mistake would cut them, described by the mean over every third of their true boxes. */
final class PerfectTracklets {
    private static final int EVERY = 3;
    private static final int JPEG = 95;

    private PerfectTracklets() {}

    /**
     * The stays of one camera.
     *
     * @param video its footage
     * @param truth boxes of all cameras
     * @param model id of a person descriptor
     */
    static List<PerfectStay> of(String camera, Path video, List<FootageBox> truth, String model) throws IOException {
        SightlineSettings settings = SettingsLoader.resolve(
                        SightlineSettings.class, Optional.empty(), System.getenv(), Map.of())
                .settings();
        Map<Long, List<FootageBox>> frames =
                truth.stream().filter(b -> b.camera().equals(camera)).collect(Collectors.groupingBy(FootageBox::frame));
        Map<String, List<UnitVector>> looks = new TreeMap<>();
        try (Describer describer = Describer.open(
                        ModelStorage.catalog(settings).resolve(model),
                        Policies.embedder(settings.embedder()).inference().network());
                FrameSource source = FrameSource.open(SourceSpec.parse(video.toString()), SourceOptions.defaults())) {
            Grab grab = source.next();
            while (!(grab instanceof Grab.Ended || grab instanceof Grab.Lost)) {
                if (grab instanceof Grab.Taken taken && taken.picture().stamp().sequence() % EVERY == 0) {
                    long frame = taken.picture().stamp().sequence();
                    describe(taken.picture().jpeg(JPEG), frames.getOrDefault(frame, List.of()), describer, looks);
                }
                grab = source.next();
            }
        } catch (SourceUnavailable | BrokenPicture e) {
            throw new IOException(video + ": " + e.getMessage(), e);
        }
        return stays(frames, looks);
    }

    private static void describe(
            byte[] jpeg, List<FootageBox> boxes, Describer describer, Map<String, List<UnitVector>> looks)
            throws BrokenPicture {
        if (boxes.isEmpty()) {
            return;
        }
        List<Picture> crops = new ArrayList<>();
        try (Picture picture = Picture.decode(jpeg, SourceOptions.MAX_PIXELS)) {
            boxes.forEach(b -> crops.add(picture.crop(region(b))));
            List<float[]> raw = describer.describe(crops);
            for (int i = 0; i < boxes.size(); i++) {
                looks.computeIfAbsent(boxes.get(i).identity(), k -> new ArrayList<>())
                        .add(UnitVector.normalize(describer.modelId(), raw.get(i), 1));
            }
            crops.forEach(Picture::close);
        }
    }

    private static Region region(FootageBox b) {
        return new Region(
                (float) b.box().x(), (float) b.box().y(), (float) b.box().width(), (float)
                        b.box().height());
    }

    private static List<PerfectStay> stays(Map<Long, List<FootageBox>> frames, Map<String, List<UnitVector>> looks) {
        List<PerfectStay> stays = new ArrayList<>();
        looks.forEach((person, vectors) -> {
            List<Long> seen = frames.values().stream()
                    .flatMap(List::stream)
                    .filter(b -> b.identity().equals(person))
                    .map(FootageBox::frame)
                    .sorted()
                    .toList();
            stays.add(new PerfectStay(person, seen.get(0), seen.get(seen.size() - 1), UnitVector.mean(vectors)));
        });
        return stays;
    }
}
