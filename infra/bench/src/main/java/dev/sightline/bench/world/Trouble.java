package dev.sightline.bench.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What makes a world harder than people who walk alone past cameras that work.
 *
 * @param overlap share of ways on which the next camera sees people before this one loses them, 0..1
 * @param crowd people who come and walk together; 1 for everybody alone
 * @param unseen share of visits that no camera reports, 0..1
 * @param badFirst share of visits whose first crops show the person before them in that camera, 0..1
 * @param clockSeconds how far the first camera's clock is ahead
 */
record Trouble(double overlap, int crowd, double unseen, double badFirst, double clockSeconds) {
    private static final double MICROS = 1e6;

    Trouble {
        if (!(overlap >= 0 && overlap <= 1 && unseen >= 0 && unseen < 1 && badFirst >= 0 && badFirst <= 1)
                || crowd < 1
                || !(clockSeconds >= 0 && clockSeconds <= 60)) {
            throw new IllegalArgumentException(
                    "trouble is overlap " + overlap + ", crowd " + crowd + ", unseen " + unseen
                            + ", bad first crops " + badFirst + ", clock " + clockSeconds
                            + "; allowed: shares 0 to 1 (unseen below 1), crowd from 1, clock 0 to 60 s");
        }
    }

    static Trouble none() {
        return new Trouble(0, 1, 0, 0, 0);
    }

    /** The visits as the site's cameras report them. */
    List<Visit> reported(List<Visit> visits, long seed) {
        Random random = new Random(seed);
        long ahead = Math.round(clockSeconds * MICROS);
        List<Visit> reported = new ArrayList<>();
        for (Visit visit : visits) {
            boolean seen = random.nextDouble() >= unseen;
            if (seen) {
                long shift = visit.camera() == 0 ? ahead : 0;
                reported.add(new Visit(
                        visit.person(),
                        visit.ordinal(),
                        visit.camera(),
                        visit.startUs() + shift,
                        visit.endUs() + shift));
            }
        }
        reported.sort(Comparator.comparingLong(Visit::startUs).thenComparingInt(Visit::person));
        return List.copyOf(reported);
    }

    /** {@code looks} with bad first crops. */
    Looks seen(Looks looks, List<Visit> visits, long seed) {
        return badFirst == 0 ? looks : new HiddenAtFirst(looks, visits, badFirst, seed);
    }
}
