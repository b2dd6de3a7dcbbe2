package dev.sightline.bench.tracking;

import dev.sightline.contracts.v1.Observation;
import dev.sightline.trainer.evaluate.Box;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * OC-SORT (Cao et al., "Observation-centric SORT", 2023): SORT with a direction term (momentum, weight .2, over 3 frames), a
 * second look from the last observation, and a filter that is updated again along a straight way after a gap. Settings of
 * the paper: overlap at least .3, reported from the third hit in a row on, lost tracklets wait 30 frames.
 *
 * @param high least score of a detection
 */
record OcSort(double high) implements BoxTracker {
    private static final double LEAST_OVERLAP = 0.3;
    private static final double INERTIA = 0.2;
    private static final int HITS = 3;
    private static final int MAX_AGE = 30;

    @Override
    public List<TrackedBox> follow(List<Observation> frames) {
        List<OcSortTrack> tracks = new ArrayList<>();
        List<TrackedBox> boxes = new ArrayList<>();
        int next = 1;
        for (int f = 0; f < frames.size(); f++) {
            Observation frame = frames.get(f);
            List<Found> left = new ArrayList<>(Found.people(frame, high));
            tracks.forEach(OcSortTrack::predict);
            List<OcSortTrack> unseen = new ArrayList<>(tracks);
            pair(unseen, left, OcSortTrack::predicted, INERTIA);
            pair(unseen, left, OcSortTrack::lastSeen, 0);
            for (Found found : left) {
                tracks.add(new OcSortTrack(next++, found));
            }
            for (OcSortTrack track : tracks) {
                if (track.missed() == 0 && (track.hitsInARow() >= HITS || f < HITS)) {
                    boxes.add(new TrackedBox(
                            frame.getCameraId(),
                            frame.getSequence(),
                            Integer.toString(track.id()),
                            track.lastSeen(),
                            1));
                }
            }
            tracks.removeIf(t -> t.missed() > MAX_AGE);
        }
        return boxes;
    }

    /** Takes out what was paired from both lists. */
    private static void pair(
            List<OcSortTrack> rows, List<Found> columns, Function<OcSortTrack, Box> where, double inertia) {
        double[][] gain = new double[rows.size()][columns.size()];
        double[][] overlap = new double[rows.size()][columns.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                Found found = columns.get(j);
                overlap[i][j] = where.apply(rows.get(i)).iou(found.box());
                double direction = inertia * found.score() * rows.get(i).agreement(found.box());
                gain[i][j] = overlap[i][j] < LEAST_OVERLAP ? Double.NEGATIVE_INFINITY : overlap[i][j] + direction;
            }
        }
        Assigned.take(Assigned.most(gain, 0), rows, columns, OcSortTrack::see);
    }
}
