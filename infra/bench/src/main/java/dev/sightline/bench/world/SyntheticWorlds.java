package dev.sightline.bench.world;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.calibrate.CalibrationPolicy;
import dev.sightline.trainer.calibrate.Calibrator;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;

/** Makes worlds of synthetic people; thresholds come from other people in other cameras, once for all worlds. */
final class SyntheticWorlds implements Worlds {
    private static final long CALIBRATION_SEED = -1;
    private static final int PEOPLE = 300;
    private static final int CALIBRATION_CROPS = 6;
    private static final int PAIRS = 2_000_000;

    private final LookNoise noise;
    private final List<Calibration> calibrations;

    SyntheticWorlds(LookNoise noise) {
        this(noise, PEOPLE);
    }

    /** @param people on whom the thresholds are calibrated */
    SyntheticWorlds(LookNoise noise, int people) {
        this.noise = noise;
        this.calibrations = calibrate(noise, people);
    }

    @Override
    public World world(WalkPlan plan, long seed) {
        return world(plan, SiteGraph.usual(plan.cameras(), plan.trouble().overlap(), seed), seed);
    }

    /** A world on a site of its own. */
    World world(WalkPlan plan, SiteGraph graph, long seed) {
        List<Visit> visits = plan.trouble().reported(new Walks(plan, graph).walk(seed), seed);
        Looks looks = new SyntheticLooks(noise, plan.people(), seed);
        return new World(plan.cameras(), visits, plan.trouble().seen(looks, visits, seed), calibrations);
    }

    List<Calibration> calibrations() {
        return calibrations;
    }

    private static List<Calibration> calibrate(LookNoise noise, int people) {
        Looks looks = new SyntheticLooks(noise, people, CALIBRATION_SEED);
        WalkPlan plan = new WalkPlan(people, 6, 3, 30, false);
        SiteGraph graph = SiteGraph.usual(plan.cameras(), 0, CALIBRATION_SEED);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (Visit visit : new Walks(plan, graph).walk(CALIBRATION_SEED)) {
            int index = 0;
            for (UnitVector crop : looks.crops(visit, CALIBRATION_CROPS)) {
                String tracklet = visit.trackletId();
                crops.add(new LabeledDescriptor(
                        tracklet + "/" + index++, "person" + visit.person(), visit.cameraId(), tracklet, crop));
            }
        }
        return new Calibrator(new CalibrationPolicy(20, PAIRS, 1)).calibrate("synthetic", crops);
    }
}
