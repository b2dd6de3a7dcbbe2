package dev.sightline.bench.world;

import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code day [HOURS [PEOPLE_A_MINUTE [OUT]]]}: whether memory and cost stay flat over a day of stream time. Every half
 * hour of it one row: identities the site remembers, heap it holds, processor time and bytes allocated per tracklet.
 * Writes {@code OUT.csv} and {@code OUT.svg}.
 */
public final class DayBench {
    private static final int CAMERAS = 8;
    private static final int VISITS = 4;
    private static final long SEED = 2;
    private static final long INTERVAL_US = 1_800_000_000L;
    private static final double MICROS_AN_HOUR = 3.6e9;

    private final SightlineSystem system;
    private final List<double[]> rows = new ArrayList<>();
    private final double heapBefore = Cost.heapMegabytes();
    private Cost cost = new Cost();
    private int closed;
    private long nextUs = INTERVAL_US;

    private DayBench(World world) {
        this.system = new SightlineSystem(world);
    }

    /** Hours of stream time, people a minute, name of the two files; 24, 5 and {@code day} if not given. */
    public static void main(String[] args) throws IOException {
        double hours = args.length > 0 ? Double.parseDouble(args[0]) : 24;
        double rate = args.length > 1 ? Double.parseDouble(args[1]) : 5;
        String out = args.length > 2 ? args[2] : "day";
        int people = (int) Math.round(hours * 60 * rate);
        double present = new WalkPlan(people, CAMERAS, VISITS, 1, true).arrivalSeconds() * rate / 60;
        World world = new SyntheticWorlds(LookNoise.defaults())
                .world(new WalkPlan(people, CAMERAS, VISITS, present, true), SEED);
        DayBench day = new DayBench(world);
        new Playback(world).play(day::take);
        day.write(Path.of(out + ".csv"), Path.of(out + ".svg"));
    }

    private void take(TrackerFrame frame) {
        cost.of(system::take).accept(frame);
        closed += (int) frame.getUpdatesList().stream()
                .filter(u -> u.getPhase() == Phase.PHASE_CLOSED)
                .count();
        if (frame.getCaptureTimeUs() >= nextUs) {
            int tracklets = Math.max(1, closed);
            double[] row = {
                nextUs / MICROS_AN_HOUR,
                system.remembered(),
                Cost.heapMegabytes() - heapBefore,
                cost.milliseconds() / tracklets,
                cost.kilobytes() / tracklets
            };
            rows.add(row);
            System.out.printf(
                    Locale.ROOT,
                    "%5.1f h  %6.0f identities  %7.1f MB  %7.3f ms  %8.1f KB a tracklet%n",
                    row[0],
                    row[1],
                    row[2],
                    row[3],
                    row[4]);
            cost = new Cost();
            closed = 0;
            nextUs += INTERVAL_US;
        }
    }

    private void write(Path csv, Path svg) throws IOException {
        StringBuilder text = new StringBuilder("hour,identities,heap_mb,ms_per_tracklet,kb_per_tracklet\n");
        rows.forEach(r ->
                text.append(String.format(Locale.ROOT, "%.1f,%.0f,%.1f,%.3f,%.1f%n", r[0], r[1], r[2], r[3], r[4])));
        Files.writeString(csv, text);
        LinePlot plot = new LinePlot(
                "hours of stream time", rows.stream().map(r -> r[0]).toList());
        plot.panel("identities remembered", column(1));
        plot.panel("heap, MB", column(2));
        plot.panel("processor time a tracklet, ms", column(3));
        Files.writeString(svg, plot.svg());
    }

    private List<Double> column(int index) {
        return rows.stream().map(r -> r[index]).toList();
    }
}
