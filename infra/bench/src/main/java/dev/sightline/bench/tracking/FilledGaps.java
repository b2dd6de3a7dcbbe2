package dev.sightline.bench.tracking;

import dev.sightline.contracts.v1.Observation;
import dev.sightline.trainer.evaluate.Box;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Fills the gaps of another tracker's tracklets with boxes on a straight line, as ByteTrack and OC-SORT do for their
 * offline results: up to 20 frames.
 */
record FilledGaps(BoxTracker tracker) implements BoxTracker {
    private static final int LONGEST = 20;

    @Override
    public List<TrackedBox> follow(List<Observation> frames) {
        Map<String, List<TrackedBox>> tracks = tracker.follow(frames).stream()
                .collect(Collectors.groupingBy(TrackedBox::identity, TreeMap::new, Collectors.toList()));
        List<TrackedBox> all = new ArrayList<>();
        for (List<TrackedBox> track : tracks.values()) {
            for (int i = 0; i < track.size(); i++) {
                if (i > 0) {
                    fill(track.get(i - 1), track.get(i), all);
                }
                all.add(track.get(i));
            }
        }
        return all;
    }

    private static void fill(TrackedBox from, TrackedBox to, List<TrackedBox> all) {
        long gap = to.frame() - from.frame();
        for (long f = from.frame() + 1; f < to.frame() && gap <= LONGEST; f++) {
            double part = (f - from.frame()) / (double) gap;
            Box a = from.box();
            Box b = to.box();
            Box between = new Box(
                    a.x() + part * (b.x() - a.x()),
                    a.y() + part * (b.y() - a.y()),
                    a.width() + part * (b.width() - a.width()),
                    a.height() + part * (b.height() - a.height()));
            all.add(new TrackedBox(from.camera(), f, from.identity(), between, to.score()));
        }
    }
}
