package dev.sightline.trainer.evaluate.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.trainer.evaluate.Box;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The measures against a second implementation, straight from the papers' definitions, that tries every pairing. */
class TrackingOracleTest {

    @RepeatedTest(25)
    void shouldAgreeWithTryingEveryPairing(RepetitionInfo round) {
        Random random = new Random(100 + round.getCurrentRepetition());
        List<TrackedBox> truth = walkers(random, "t", 4, 7);
        List<TrackedBox> predicted = disturbed(random, truth);
        if (truth.isEmpty()) {
            return;
        }

        TrackingScore score = TrackingEvaluation.evaluate(Truth.of(new TrackSet(truth)), new TrackSet(predicted));

        assertThat(score.identity().truePositives()).isEqualTo(identityTruePositives(truth, predicted));
        for (int a = 1; a <= 19; a++) {
            double[] expected = hota(truth, predicted, a / 20.0);
            assertThat(score.hota().detA().get(a - 1)).isCloseTo(expected[0], within(1e-12));
            assertThat(score.hota().assA().get(a - 1)).isCloseTo(expected[1], within(1e-12));
            assertThat(score.hota().locA().get(a - 1)).isCloseTo(expected[2], within(1e-12));
        }
        long[] clear = clear(truth, predicted);
        assertThat(score.clear().truePositives()).isEqualTo(clear[0]);
        assertThat(score.clear().switches()).isEqualTo(clear[1]);
        assertThat(score.clear().fragmentations()).isEqualTo(clear[2]);
        assertThat(score.clear().falseNegatives()).isEqualTo(truth.size() - clear[0]);
        assertThat(score.clear().falsePositives()).isEqualTo(predicted.size() - clear[0]);
    }

    private static long identityTruePositives(List<TrackedBox> truth, List<TrackedBox> predicted) {
        List<String> real = ids(truth);
        List<String> found = ids(predicted);
        Map<String, String> best = bestPairing(real, found, (t, p) -> agreeing(truth, predicted, t, p));
        return best.entrySet().stream()
                .mapToLong(e -> (long) agreeing(truth, predicted, e.getKey(), e.getValue()))
                .sum();
    }

    private static double agreeing(List<TrackedBox> truth, List<TrackedBox> predicted, String t, String p) {
        return truth.stream()
                .filter(b -> b.identity().equals(t))
                .filter(b -> predicted.stream()
                        .anyMatch(q -> q.identity().equals(p)
                                && q.frame() == b.frame()
                                && q.box().iou(b.box()) >= .5))
                .count();
    }

    /** DetA, AssA and LocA at alpha. */
    private static double[] hota(List<TrackedBox> truth, List<TrackedBox> predicted, double alpha) {
        Map<String, Double> alignment = alignment(truth, predicted);
        List<TrackedBox[]> matches = new ArrayList<>();
        for (long frame : frames(truth, predicted)) {
            Map<TrackedBox, TrackedBox> pairs = bestPairing(
                    at(truth, frame),
                    at(predicted, frame),
                    (t, p) -> t.box().iou(p.box()) * alignment.getOrDefault(t.identity() + " " + p.identity(), 0.0));
            pairs.forEach((t, p) -> {
                if (t.box().iou(p.box()) >= alpha - 1e-12) {
                    matches.add(new TrackedBox[] {t, p});
                }
            });
        }
        double association = 0;
        double overlap = 0;
        for (TrackedBox[] c : matches) {
            long tpa = matches.stream()
                    .filter(m -> m[0].identity().equals(c[0].identity())
                            && m[1].identity().equals(c[1].identity()))
                    .count();
            long gt = truth.stream()
                    .filter(b -> b.identity().equals(c[0].identity()))
                    .count();
            long pr = predicted.stream()
                    .filter(b -> b.identity().equals(c[1].identity()))
                    .count();
            association += tpa / (double) (gt + pr - tpa);
            overlap += c[0].box().iou(c[1].box());
        }
        int n = matches.size();
        return new double[] {
            n / (double) (truth.size() + predicted.size() - n), n == 0 ? 0 : association / n, n == 0 ? 1 : overlap / n
        };
    }

    private static Map<String, Double> alignment(List<TrackedBox> truth, List<TrackedBox> predicted) {
        Map<String, Double> sums = new HashMap<>();
        for (TrackedBox t : truth) {
            for (TrackedBox p : at(predicted, t.frame())) {
                double iou = t.box().iou(p.box());
                double all = at(predicted, t.frame()).stream()
                                .mapToDouble(q -> t.box().iou(q.box()))
                                .sum()
                        + at(truth, t.frame()).stream()
                                .mapToDouble(s -> s.box().iou(p.box()))
                                .sum()
                        - iou;
                if (iou > 0) {
                    sums.merge(t.identity() + " " + p.identity(), iou / all, Double::sum);
                }
            }
        }
        sums.replaceAll((pair, sum) -> {
            String[] ids = pair.split(" ");
            long gt = truth.stream().filter(b -> b.identity().equals(ids[0])).count();
            long pr =
                    predicted.stream().filter(b -> b.identity().equals(ids[1])).count();
            return sum / (gt + pr - sum);
        });
        return sums;
    }

    /** True positives, switches, fragmentations. */
    private static long[] clear(List<TrackedBox> truth, List<TrackedBox> predicted) {
        Map<String, String> last = new HashMap<>();
        Map<String, String> before = new HashMap<>();
        Map<String, Integer> stretches = new HashMap<>();
        long[] sums = new long[3];
        for (long frame : frames(truth, predicted)) {
            if (at(truth, frame).isEmpty() || at(predicted, frame).isEmpty()) {
                continue;
            }
            Map<String, String> previous = Map.copyOf(before);
            ToDoubleBiFunction<TrackedBox, TrackedBox> worth = (t, p) -> {
                double iou = t.box().iou(p.box());
                return iou < .5 ? 0 : p.identity().equals(previous.get(t.identity())) ? 1000 + iou : iou;
            };
            Map<TrackedBox, TrackedBox> pairs = bestPairing(at(truth, frame), at(predicted, frame), worth);
            before.clear();
            pairs.forEach((t, p) -> {
                if (worth.applyAsDouble(t, p) > 0) {
                    sums[0]++;
                    String was = last.put(t.identity(), p.identity());
                    sums[1] += was != null && !was.equals(p.identity()) ? 1 : 0;
                    if (!previous.containsKey(t.identity())) {
                        stretches.merge(t.identity(), 1, Integer::sum);
                    }
                    before.put(t.identity(), p.identity());
                }
            });
        }
        sums[2] = stretches.values().stream().mapToInt(s -> s - 1).sum();
        return sums;
    }

    private static <A, B> Map<A, B> bestPairing(List<A> left, List<B> right, ToDoubleBiFunction<A, B> worth) {
        Pairing<A, B> best = new Pairing<>(Map.of(), 0);
        return best(left, right, worth, new HashSet<>(), best).pairs();
    }

    private record Pairing<A, B>(Map<A, B> pairs, double worth) {}

    private static <A, B> Pairing<A, B> best(
            List<A> left, List<B> right, ToDoubleBiFunction<A, B> worth, Set<B> used, Pairing<A, B> sofar) {
        if (left.isEmpty()) {
            return sofar;
        }
        List<A> rest = left.subList(1, left.size());
        Pairing<A, B> best = best(rest, right, worth, used, sofar);
        for (B b : right) {
            if (used.add(b)) {
                Map<A, B> pairs = new HashMap<>(sofar.pairs());
                pairs.put(left.get(0), b);
                Pairing<A, B> next = best(
                        rest,
                        right,
                        worth,
                        used,
                        new Pairing<>(pairs, sofar.worth() + worth.applyAsDouble(left.get(0), b)));
                best = next.worth() > best.worth() + 1e-12 ? next : best;
                used.remove(b);
            }
        }
        return best;
    }

    private static List<TrackedBox> walkers(Random random, String prefix, int people, int frames) {
        List<TrackedBox> boxes = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            double x = random.nextInt(40);
            double speed = random.nextGaussian() * 3;
            for (int f = 1; f <= frames; f++) {
                if (random.nextInt(6) > 0) {
                    boxes.add(new TrackedBox("", f, prefix + p, new Box(x + f * speed, 0, 20, 30), 1));
                }
            }
        }
        return boxes;
    }

    private static List<TrackedBox> disturbed(Random random, List<TrackedBox> truth) {
        List<TrackedBox> boxes = new ArrayList<>();
        Map<Long, List<TrackedBox>> byFrame = truth.stream().collect(Collectors.groupingBy(TrackedBox::frame));
        byFrame.forEach((frame, real) -> {
            List<String> names = new ArrayList<>(List.of("x", "y", "z", "u", "v"));
            for (TrackedBox box : real) {
                int kept = Math.min(names.size() - 1, box.identity().charAt(1) - '0');
                String id = names.remove(
                        random.nextInt(4) == 0 ? random.nextInt(names.size()) : Math.max(0, kept - 5 + names.size()));
                Box b = box.box();
                if (random.nextInt(7) > 0) {
                    boxes.add(new TrackedBox(
                            "",
                            frame,
                            id,
                            new Box(b.x() + 5 * random.nextGaussian(), 2 * random.nextGaussian(), 20, 30),
                            1));
                }
            }
        });
        return boxes;
    }

    private static List<Long> frames(List<TrackedBox> truth, List<TrackedBox> predicted) {
        List<TrackedBox> all = new ArrayList<>(truth);
        all.addAll(predicted);
        return all.stream().map(TrackedBox::frame).distinct().sorted().toList();
    }

    private static List<String> ids(List<TrackedBox> boxes) {
        return boxes.stream().map(TrackedBox::identity).distinct().toList();
    }

    private static List<TrackedBox> at(List<TrackedBox> boxes, long frame) {
        return boxes.stream().filter(b -> b.frame() == frame).toList();
    }
}
