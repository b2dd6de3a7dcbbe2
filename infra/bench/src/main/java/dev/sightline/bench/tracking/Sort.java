package dev.sightline.bench.tracking;

import dev.sightline.contracts.v1.Observation;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import java.util.ArrayList;
import java.util.List;

/**
 * SORT (Bewley et al., "Simple online and realtime tracking", 2016) with the settings of the paper: overlap at least .3, a
 * tracklet is reported from its third hit in a row on and ends when it is missed once.
 *
 * @param high least score of a detection
 */
record Sort(double high) implements BoxTracker {
    private static final double LEAST_OVERLAP = 0.3;
    private static final int HITS = 3;
    private static final int MAX_AGE = 1;

    @Override
    public List<TrackedBox> follow(List<Observation> frames) {
        List<Track> tracks = new ArrayList<>();
        List<TrackedBox> boxes = new ArrayList<>();
        int next = 1;
        for (int f = 0; f < frames.size(); f++) {
            List<Found> people = Found.people(frames.get(f), high);
            tracks.forEach(Track::predict);
            double[][] overlap = new double[tracks.size()][people.size()];
            for (int i = 0; i < tracks.size(); i++) {
                for (int j = 0; j < people.size(); j++) {
                    overlap[i][j] = tracks.get(i).filter.box().iou(people.get(j).box());
                }
            }
            int[] pairs = Assigned.most(overlap, LEAST_OVERLAP);
            boolean[] taken = new boolean[people.size()];
            for (int i = 0; i < pairs.length; i++) {
                if (pairs[i] != Assigned.NONE) {
                    taken[pairs[i]] = true;
                    tracks.get(i).see(people.get(pairs[i]));
                }
            }
            for (int j = 0; j < people.size(); j++) {
                if (!taken[j]) {
                    tracks.add(new Track(next++, people.get(j)));
                }
            }
            report(frames.get(f), f, tracks, boxes);
            tracks.removeIf(t -> t.missed > MAX_AGE);
        }
        return boxes;
    }

    private static void report(Observation frame, int index, List<Track> tracks, List<TrackedBox> boxes) {
        for (Track track : tracks) {
            if (track.missed == 0 && (track.hitsInARow >= HITS || index < HITS)) {
                boxes.add(new TrackedBox(
                        frame.getCameraId(),
                        frame.getSequence(),
                        Integer.toString(track.id),
                        track.filter.box(),
                        track.score));
            }
        }
    }

    private static final class Track {
        private final int id;
        private AreaFilter filter;
        private double score;
        private int missed;
        private int hitsInARow;

        Track(int id, Found first) {
            this.id = id;
            this.filter = AreaFilter.first(first.box());
            this.score = first.score();
        }

        void predict() {
            filter = filter.predict();
            if (missed > 0) {
                hitsInARow = 0;
            }
            missed++;
        }

        void see(Found found) {
            filter = filter.update(found.box());
            score = found.score();
            missed = 0;
            hitsInARow++;
        }
    }
}
