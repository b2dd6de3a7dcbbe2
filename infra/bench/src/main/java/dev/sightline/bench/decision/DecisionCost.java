package dev.sightline.bench.decision;

import com.sun.management.ThreadMXBean;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.matcher.link.Linker;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What it costs to decide who somebody is, by body and by body and face, and to let them go: median of the thread's processor time,
 * and bytes allocated, of the frame that brings it. Galleries of 256 values, five exemplars a person and modality.
 */
public final class DecisionCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 400;
    private static final int MEASURED = 200;

    private final CrowdedSite site;
    private final Linker linker;
    private int visit;

    private DecisionCost(int people) {
        Calibration calibration = CrowdedSite.calibration();
        Scales scales =
                new Scales(Map.of(CrowdedSite.BODY, List.of(calibration), CrowdedSite.FACE, List.of(calibration)));
        this.site = new CrowdedSite(people);
        this.linker = new Linker(LinkPolicy.defaults(), scales, site.memory());
        site.memory().drain((key, bytes) -> {});
    }

    /** {@code DecisionCost PEOPLE…}: a line for each number. */
    public static void main(String[] arguments) {
        System.out.println("| people | decided by body | by body and face | ratio | closed, body | body and face |");
        System.out.println("|---|---|---|---|---|---|");
        for (String people : arguments) {
            DecisionCost cost = new DecisionCost(Integer.parseInt(people));
            cost.visits(WARM_UP, false);
            cost.visits(WARM_UP, true);
            Visits body = cost.visits(MEASURED, false);
            Visits face = cost.visits(MEASURED, true);
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %s | %s | %.2f | %s | %s |%n",
                    Integer.parseInt(people),
                    body.decided,
                    face.decided,
                    face.decided.millis() / body.decided.millis(),
                    body.closed,
                    face.closed);
        }
    }

    private record Spent(double millis, double kilobytes) {
        static Spent median(double[][] samples) {
            return new Spent(median(samples[0]), median(samples[1]));
        }

        private static double median(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f ms, %.0f KB", millis, kilobytes);
        }
    }

    private record Visits(Spent decided, Spent closed) {}

    private Visits visits(int count, boolean face) {
        double[][] decided = new double[2][count];
        double[][] closed = new double[2][count];
        int linked = 0;
        for (int i = 0; i < count; i++) {
            visit++;
            LinkStep step = spend(site.frame(visit, Phase.PHASE_CONFIRMED, face), decided, i);
            linked += step.events().stream().anyMatch(e -> e.getType() == Type.TYPE_LINKED) ? 1 : 0;
            spend(site.frame(visit, Phase.PHASE_CLOSED, face), closed, i);
        }
        if (linked < count / 2) {
            throw new IllegalStateException("only " + linked + " of " + count + " known people were linked at once");
        }
        return new Visits(Spent.median(decided), Spent.median(closed));
    }

    private LinkStep spend(TrackerFrame frame, double[][] samples, int at) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        LinkStep step = linker.apply(frame);
        samples[0][at] = (THREADS.getCurrentThreadCpuTime() - nanos) / 1e6;
        samples[1][at] = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / 1024.0;
        site.memory().drain((key, entry) -> {});
        return step;
    }
}
