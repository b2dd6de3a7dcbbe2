package dev.sightline.bench.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Sends people through a site. Deterministic by seed. */
final class Walks {
    private static final double PACE_DEVIATION = 0.15;
    private static final double ABREAST = 2;
    private static final double MICROS = 1e6;

    private final WalkPlan plan;
    private final SiteGraph graph;

    Walks(WalkPlan plan, SiteGraph graph) {
        this.plan = plan;
        this.graph = graph;
    }

    /** All visits in the order of their starts; arrivals are a Poisson process. */
    List<Visit> walk(long seed) {
        Random random = new Random(seed);
        List<Visit> visits = new ArrayList<>();
        double arrival = 0;
        int crowd = plan.trouble().crowd();
        for (int person = 0; person < plan.people(); person += crowd) {
            arrival += -Math.log(1 - random.nextDouble()) * plan.arrivalSeconds() * crowd;
            walk(person, Math.min(crowd, plan.people() - person), arrival, random, visits);
        }
        visits.sort(Comparator.comparingLong(Visit::startUs).thenComparingInt(Visit::person));
        return List.copyOf(visits);
    }

    /** People who walk together take one way at nearly one time. */
    private void walk(int first, int together, double arrival, Random random, List<Visit> visits) {
        int camera = random.nextInt(graph.cameras());
        double start = arrival;
        for (int ordinal = 0; ordinal < plan.visits(); ordinal++) {
            double end = start + between(WalkPlan.LEAST_STAY, WalkPlan.MOST_STAY, random);
            for (int k = 0; k < together; k++) {
                double late = k == 0 ? 0 : random.nextDouble() * ABREAST;
                visits.add(new Visit(first + k, ordinal, camera, micros(start + late), micros(end + late)));
            }
            int way = random.nextInt(graph.next().get(camera).size());
            start = end + transit(camera, way, random);
            camera = graph.next().get(camera).get(way);
        }
    }

    private double transit(int camera, int way, Random random) {
        double usual = graph.paceSeconds().get(camera).get(way);
        if (usual < 0) {
            return usual * between(0.5, 1, random);
        }
        if (!plan.paced()) {
            return between(WalkPlan.LEAST_TRANSIT, WalkPlan.MOST_TRANSIT, random);
        }
        double taken = usual * Math.exp(PACE_DEVIATION * random.nextGaussian());
        return Math.max(WalkPlan.LEAST_TRANSIT, Math.min(WalkPlan.MOST_TRANSIT, taken));
    }

    private static double between(double least, double most, Random random) {
        return least + random.nextDouble() * (most - least);
    }

    private static long micros(double seconds) {
        return Math.round(seconds * MICROS);
    }
}
