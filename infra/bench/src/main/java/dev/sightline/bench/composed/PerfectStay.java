package dev.sightline.bench.composed;

import dev.sightline.contracts.descriptor.UnitVector;

/**
 * All that one camera saw of one person.
 *
 * @param person of the truth
 * @param first frame
 * @param last frame
 * @param mean of the crops
 */
record PerfectStay(String person, long first, long last, UnitVector mean) {}
