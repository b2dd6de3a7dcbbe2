package dev.sightline.bench.decision;

import com.sun.management.ThreadMXBean;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.matcher.link.Linker;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.decide.LinkDecision;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What it costs to decide who somebody is, by body alone and by body and face: median of the thread's processor time, and bytes
 * allocated. Galleries of 256 values, five exemplars a person and modality.
 *
 * <p>The <b>decision</b> is {@link Decider#decide} of one tracklet: search of the gallery, evidence for each candidate,
 * assignment, the wording of the evidence, and what is learned of the way there. The <b>step</b> is all that the linker does
 * with the frame that brings the tracklet ({@link Linker#apply}): besides the decision it reads the descriptors off the message,
 * keeps exemplars, updates the gallery and makes the event and the sighting. The <b>close</b> is the step in which the person
 * leaves: the link is looked at again by all that was shown, and what strangers look like is learned. None of them holds the
 * making of the frame or the writing of the state.
 *
 * <p><b>Ahead</b> is the decision where the frames behind it have arrived: its share of searching a large gallery for
 * {@value #TOGETHER} questions at once ({@link Linker#foresee}), the mean because one frame pays for many, and {@link Decider#decide}.
 */
public final class DecisionCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Until the compiler has done its work, in a site of so many. */
    private static final int WARM_UP = 1_500;

    private static final int WARM_UP_PEOPLE = 1_000;
    /** Until a site has seen somebody in the camera where people come in. */
    private static final int BEGINNING = 50;

    private static final int MEASURED = 200;
    /** As many as are foreseen at once. */
    private static final int TOGETHER = 32;

    private final CrowdedSite site;
    private final Linker linker;
    private final Decider decider;
    private int visit;

    private DecisionCost(int people) {
        Calibration calibration = CrowdedSite.calibration();
        Scales scales =
                new Scales(Map.of(CrowdedSite.BODY, List.of(calibration), CrowdedSite.FACE, List.of(calibration)));
        this.site = new CrowdedSite(people);
        this.linker = new Linker(LinkPolicy.defaults(), scales, site.memory());
        this.decider = new Decider(LinkPolicy.defaults(), scales, site.memory());
        site.memory().drain((key, bytes) -> {});
    }

    /** {@code DecisionCost PEOPLE…}: four lines for each number. */
    public static void main(String[] arguments) {
        System.out.println("| people | what | by body | by body and face | ratio |");
        System.out.println("|---|---|---|---|---|");
        new DecisionCost(WARM_UP_PEOPLE).visits(WARM_UP);
        for (String people : arguments) {
            DecisionCost cost = new DecisionCost(Integer.parseInt(people));
            cost.visits(BEGINNING);
            Visits body = cost.visits(MEASURED, false);
            Visits face = cost.visits(MEASURED, true);
            print(people, "decision", body.decision, face.decision);
            print(people, "decision, ahead", cost.ahead(false), cost.ahead(true));
            print(people, "step", body.step, face.step);
            print(people, "close", body.close, face.close);
        }
    }

    private static void print(String people, String what, Spent body, Spent face) {
        System.out.printf(
                Locale.ROOT,
                "| %,d | %s | %s | %s | %.2f |%n",
                Integer.parseInt(people),
                what,
                body,
                face,
                face.millis() / body.millis());
    }

    private record Spent(double millis, double kilobytes) {
        Spent and(Spent other) {
            return new Spent(millis + other.millis, kilobytes + other.kilobytes);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f ms, %.0f KB", millis, kilobytes);
        }
    }

    private record Visits(Spent decision, Spent step, Spent close) {}

    private void visits(int count) {
        visits(count, false);
        visits(count, true);
    }

    /** Every second visit is decided apart from the step that brings it, so that neither finds warm what the other has looked up. */
    private Visits visits(int count, boolean face) {
        Samples decisions = new Samples(count / 2);
        Samples steps = new Samples(count / 2);
        Samples closes = new Samples(count / 2);
        int linked = 0;
        for (int i = 0; i < count; i++) {
            visit++;
            TrackerFrame frame = site.frame(visit, Phase.PHASE_CONFIRMED, face);
            if (i % 2 == 0) {
                Decider.Asked asked = site.asked(frame);
                linked += decisions.spend(() -> decider.decide(asked, Set.of()) instanceof LinkDecision.Linked) ? 1 : 0;
                linker.apply(frame);
            } else {
                linked += steps.spend(() -> links(frame)) ? 1 : 0;
            }
            site.memory().drain((key, entry) -> {});
            TrackerFrame last = site.frame(visit, Phase.PHASE_CLOSED, face);
            if (i % 2 == 0) {
                closes.spend(() -> linker.apply(last).events().isEmpty());
            } else {
                linker.apply(last);
            }
            site.memory().drain((key, entry) -> {});
        }
        if (linked < count / 2) {
            throw new IllegalStateException("only " + linked + " of " + count + " known people were linked at once");
        }
        return new Visits(decisions.median(), steps.median(), closes.median());
    }

    /** What deciding one costs where the frames behind it have arrived: each of them is a question to the gallery, too. */
    private Spent ahead(boolean face) {
        foreseen(2 * TOGETHER, face); // The gallery makes room for as many answers.
        return foreseen(MEASURED, face);
    }

    private Spent foreseen(int count, boolean face) {
        List<TrackerFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            visit++;
            frames.add(site.frame(visit, Phase.PHASE_CONFIRMED, face));
            frames.add(site.frame(visit, Phase.PHASE_CLOSED, face));
        }
        Samples foreseeing = new Samples(frames.size());
        Samples decisions = new Samples(count);
        for (int i = 0; i < frames.size(); i++) {
            TrackerFrame frame = frames.get(i);
            List<TrackerFrame> behind = frames.subList(i + 1, Math.min(frames.size(), i + TOGETHER));
            foreseeing.spend(() -> {
                linker.foresee(frame, behind.iterator());
                return true;
            });
            if (i % 2 == 0) {
                Decider.Asked asked = site.asked(frame);
                decisions.spend(() -> decider.decide(asked, Set.of()) instanceof LinkDecision.Linked);
            }
            linker.apply(frame);
            site.memory().drain((key, entry) -> {});
        }
        return decisions.median().and(foreseeing.mean());
    }

    private boolean links(TrackerFrame frame) {
        return linker.apply(frame).events().stream().anyMatch(event -> event.getType() == Type.TYPE_LINKED);
    }

    private static final class Samples {
        private final double[] millis;
        private final double[] kilobytes;
        private int taken;

        Samples(int count) {
            millis = new double[count];
            kilobytes = new double[count];
        }

        boolean spend(BooleanSupplier what) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            boolean answer = what.getAsBoolean();
            millis[taken] = (THREADS.getCurrentThreadCpuTime() - nanos) / 1e6;
            kilobytes[taken++] = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / 1024.0;
            return answer;
        }

        Spent mean() {
            return new Spent(
                    Arrays.stream(millis).average().orElseThrow(),
                    Arrays.stream(kilobytes).average().orElseThrow());
        }

        Spent median() {
            return new Spent(median(millis), median(kilobytes));
        }

        private static double median(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }
}
