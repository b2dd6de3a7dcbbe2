package dev.sightline.bench.world;

import dev.sightline.contracts.calibration.Calibration;
import java.util.List;

/**
 * Everything a run is played from.
 *
 * @param cameras of the site
 * @param visits in the order of their starts
 * @param looks of the people
 * @param calibrations of the looks' model, made on people who are not in the world
 */
record World(int cameras, List<Visit> visits, Looks looks, List<Calibration> calibrations) {
    World {
        visits = List.copyOf(visits);
        calibrations = List.copyOf(calibrations);
    }

    int people() {
        return (int) visits.stream().map(Visit::person).distinct().count();
    }
}
