package dev.sightline.bench.world;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.descriptor.UnitVector;
import java.util.List;

/** The people of the synthetic worlds, for measurements that show them in boxes. */
public final class SyntheticPeople {
    private final Looks looks;

    /** @param people how many there are, about; the more, the more groups of look-alikes */
    public SyntheticPeople(int people, long seed) {
        this.looks = new SyntheticLooks(LookNoise.defaults(), people, seed);
    }

    /** What scores of their descriptors mean, by people who are nobody of these. */
    public static List<Calibration> calibrations() {
        return new SyntheticWorlds(LookNoise.defaults()).calibrations();
    }

    /** Descriptors of one stay; equal for equal arguments. */
    public List<UnitVector> crops(int person, int ordinal, int camera, int count) {
        return looks.crops(new Visit(person, ordinal, camera, 0, 0), count);
    }
}
