package dev.sightline.bench.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which cameras a person may come to next. A ring through all cameras keeps the site in one piece; chords make it a
 * building rather than a corridor.
 *
 * @param next per camera the cameras that follow, at least one, never itself
 * @param paceSeconds per camera and entry of {@code next} the usual time between the two; negative where their views
 *     overlap
 */
record SiteGraph(List<List<Integer>> next, List<List<Double>> paceSeconds) {
    private static final int WAYS = 3;
    private static final double LEAST_PACE = 25;
    private static final double MOST_PACE = 55;
    private static final double OVERLAP = -4;

    SiteGraph {
        next = next.stream().map(List::copyOf).toList();
        paceSeconds = paceSeconds.stream().map(List::copyOf).toList();
    }

    int cameras() {
        return next.size();
    }

    /**
     * A random site whose ways take 25 to 55 seconds as a rule.
     *
     * @param overlap share of ways on which the next camera sees people up to four seconds before this one loses them
     */
    static SiteGraph usual(int cameras, double overlap, long seed) {
        SiteGraph graph = random(cameras, LEAST_PACE, MOST_PACE, seed * 31 + cameras);
        Random random = new Random(seed);
        return new SiteGraph(
                graph.next(),
                graph.paceSeconds().stream()
                        .map(ways -> ways.stream()
                                .map(pace -> random.nextDouble() < overlap ? OVERLAP : pace)
                                .toList())
                        .toList());
    }

    /** A large site, whose ways lead to cameras near by only: one or two further, or one back, on a ring. */
    static SiteGraph local(int cameras, long seed) {
        Random random = new Random(seed);
        List<List<Integer>> next = new ArrayList<>();
        List<List<Double>> pace = new ArrayList<>();
        for (int c = 0; c < cameras; c++) {
            next.add(List.of((c + 1) % cameras, (c + 2) % cameras, (c + cameras - 1) % cameras));
            pace.add(next.get(c).stream()
                    .map(way -> LEAST_PACE + random.nextDouble() * (MOST_PACE - LEAST_PACE))
                    .toList());
        }
        return new SiteGraph(next, pace);
    }

    /** A random site of {@code cameras}, equal for equal seeds; usual times lie between {@code least} and {@code most} seconds. */
    static SiteGraph random(int cameras, double least, double most, long seed) {
        Random random = new Random(seed);
        List<Integer> ring = new ArrayList<>();
        for (int c = 0; c < cameras; c++) {
            ring.add(c);
        }
        Collections.shuffle(ring, random);
        List<List<Integer>> next = new ArrayList<>();
        List<List<Double>> pace = new ArrayList<>();
        for (int c = 0; c < cameras; c++) {
            List<Integer> ways = ways(c, ring, random);
            next.add(ways);
            pace.add(ways.stream()
                    .map(w -> least + random.nextDouble() * (most - least))
                    .toList());
        }
        return new SiteGraph(next, pace);
    }

    private static List<Integer> ways(int camera, List<Integer> ring, Random random) {
        List<Integer> ways = new ArrayList<>();
        ways.add(ring.get((ring.indexOf(camera) + 1) % ring.size()));
        List<Integer> others = new ArrayList<>(ring);
        others.removeAll(List.of(camera, ways.get(0)));
        Collections.shuffle(others, random);
        ways.addAll(others.subList(0, Math.min(WAYS - 1, others.size())));
        return ways;
    }
}
