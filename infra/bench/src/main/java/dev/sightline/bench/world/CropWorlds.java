package dev.sightline.bench.world;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.calibrate.CalibrationPolicy;
import dev.sightline.trainer.calibrate.Calibrator;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes worlds in which real people walk the same sites as synthetic ones. Of every three people, one gives the
 * thresholds, one is for tuning (odd seeds) and one for reporting (even seeds).
 */
final class CropWorlds implements Worlds {
    private static final int PARTS = 3;
    private static final int TRACKLET = 20;
    private static final int PAIRS = 2_000_000;

    private final List<List<List<LabeledDescriptor>>> parts = new ArrayList<>();
    private final List<Calibration> calibrations;
    private final String modelId;

    CropWorlds(String name, List<LabeledDescriptor> crops) {
        TreeMap<String, List<LabeledDescriptor>> people = new TreeMap<>();
        crops.forEach(c ->
                people.computeIfAbsent(c.identity(), k -> new ArrayList<>()).add(c));
        List<List<LabeledDescriptor>> shuffled = new ArrayList<>(people.values());
        Collections.shuffle(shuffled, new Random(1));
        for (int part = 0; part < PARTS; part++) {
            parts.add(new ArrayList<>());
        }
        for (int i = 0; i < shuffled.size(); i++) {
            parts.get(i % PARTS).add(shuffled.get(i));
        }
        modelId = crops.get(0).vector().modelId();
        calibrations = new Calibrator(new CalibrationPolicy(TRACKLET, PAIRS, 1))
                .calibrate(name, parts.get(0).stream().flatMap(List::stream).toList());
    }

    @Override
    public World world(WalkPlan plan, long seed) {
        List<List<LabeledDescriptor>> cast = new ArrayList<>(parts.get(seed % 2 == 0 ? 2 : 1));
        Collections.shuffle(cast, new Random(seed));
        List<Wardrobe> wardrobes = cast.stream()
                .map(c -> new Wardrobe(c, plan.visits()))
                .limit(plan.people())
                .toList();
        Trouble trouble = plan.trouble();
        WalkPlan fitting =
                new WalkPlan(wardrobes.size(), plan.cameras(), plan.visits(), plan.present(), plan.paced(), trouble);
        SiteGraph graph = SiteGraph.usual(plan.cameras(), trouble.overlap(), seed);
        Map<String, List<UnitVector>> looks = new HashMap<>();
        List<Visit> visits = new ArrayList<>();
        for (Visit visit : trouble.reported(new Walks(fitting, graph).walk(seed), seed)) {
            Optional<List<UnitVector>> crops = wardrobes.get(visit.person()).take(visit.camera());
            if (crops.isPresent()) {
                looks.put(visit.trackletId(), crops.get());
                visits.add(visit);
            }
        }
        return new World(
                plan.cameras(), visits, trouble.seen(new CropLooks(modelId, looks), visits, seed), calibrations);
    }
}
