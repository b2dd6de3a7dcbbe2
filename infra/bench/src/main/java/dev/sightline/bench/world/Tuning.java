package dev.sightline.bench.world;

import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.List;

/** Finds a system's best threshold on worlds that are not reported: greatest mean cross-camera IDF1. */
final class Tuning {
    private final List<Tape> tapes = new ArrayList<>();

    Tuning(List<World> worlds) {
        worlds.forEach(w -> tapes.add(Tape.of(w)));
    }

    /** The best of the kind's thresholds, then of half a step to either side; 0 for a kind without. */
    double best(Systems.Kind kind) {
        if (kind.thresholds().isEmpty()) {
            return 0;
        }
        double step = kind.thresholds().get(1) - kind.thresholds().get(0);
        double coarse = best(kind, kind.thresholds());
        return best(kind, List.of(coarse, coarse - step / 2, coarse + step / 2));
    }

    private double best(Systems.Kind kind, List<Double> thresholds) {
        double best = thresholds.get(0);
        double most = -1;
        for (double threshold : thresholds) {
            double mean = tapes.stream()
                    .mapToDouble(t -> t.idf1(kind, threshold))
                    .average()
                    .orElse(0);
            if (mean > most) {
                most = mean;
                best = threshold;
            }
        }
        return best;
    }

    /** A world's frames that report something: enough for every system that is tuned. */
    private record Tape(World world, Playback playback, List<TrackerFrame> frames) {

        static Tape of(World world) {
            Playback playback = new Playback(world);
            List<TrackerFrame> frames = new ArrayList<>();
            playback.play(frame -> {
                if (frame.getUpdatesCount() > 0) {
                    frames.add(frame);
                }
            });
            return new Tape(world, playback, frames);
        }

        double idf1(Systems.Kind kind, double threshold) {
            LinkingSystem system = kind.maker().make(world, threshold);
            frames.forEach(system::take);
            List<Placed> placed = Placed.all(world.visits(), playback.frames(), system.identities());
            return IdentityAgreement.of(placed).idf1();
        }
    }
}
