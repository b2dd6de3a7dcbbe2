package dev.sightline.bench.world;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.CropDescriber;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.split.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Describes the crops of a folder or list as the product does. */
final class RealCrops {
    private static final int BATCH = 32;

    private RealCrops() {}

    /**
     * @param source {@code SITE=PATH}, as {@code sightline evaluate reid --data} takes it
     * @param people which, such as {@code 643-742}; empty for all
     * @param model id or package folder of a person descriptor
     */
    static List<LabeledDescriptor> describe(String source, String people, String model) throws IOException {
        Snapshot snapshot = Snapshots.take("bench", List.of(DataSource.parse(source, Optional.empty())));
        snapshot.problems().forEach(p -> System.err.println(p));
        Set<String> wanted = people.isEmpty()
                ? snapshot.identities()
                : Selection.parse(people, 1).of(snapshot, snapshot.identities());
        List<LabeledCrop> crops = snapshot.crops().stream()
                .filter(c -> wanted.contains(c.identity()))
                .map(Crop::labeled)
                .toList();
        SightlineSettings settings = SettingsLoader.resolve(
                        SightlineSettings.class, Optional.empty(), System.getenv(), Map.of())
                .settings();
        try (CropDescriber describer = CropDescriber.people(
                ModelStorage.catalog(settings).resolve(model),
                Policies.embedder(settings.embedder()).inference().network())) {
            return describe(crops, describer);
        }
    }

    private static List<LabeledDescriptor> describe(List<LabeledCrop> crops, CropDescriber describer)
            throws IOException {
        List<LabeledDescriptor> described = new ArrayList<>();
        for (int from = 0; from < crops.size(); from += BATCH) {
            List<LabeledCrop> batch = crops.subList(from, Math.min(crops.size(), from + BATCH));
            List<Optional<UnitVector>> vectors =
                    describer.describe(batch.stream().map(LabeledCrop::image).toList());
            for (int i = 0; i < batch.size(); i++) {
                LabeledCrop crop = batch.get(i);
                vectors.get(i).ifPresent(v -> described.add(crop.described(v)));
            }
        }
        return described;
    }
}
