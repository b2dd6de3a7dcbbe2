package dev.sightline.bench.tracking;

import dev.sightline.contracts.v1.Observation;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import java.util.ArrayList;
import java.util.List;

/**
 * ByteTrack (Zhang et al., "ByteTrack: multi-object tracking by associating every detection box", 2022): high detections
 * first with every tracklet, then low ones with those that are left and were seen a frame ago; overlap alone decides.
 * Settings of the paper: overlap times score at least .2, then overlap at least .5, new ones .3; lost tracklets wait 30
 * frames; a tracklet begins with a second frame.
 *
 * @param high detections from here on take part in the first step
 * @param low detections from here on take part in the second
 */
record ByteTrack(double high, double low) implements BoxTracker {
    private static final double FIRST = 0.2;
    private static final double SECOND = 0.5;
    private static final double UNCONFIRMED = 0.3;
    private static final double ABOVE_HIGH = 0.1;
    private static final double DUPLICATE = 0.85;
    private static final int BUFFER = 30;

    @Override
    public List<TrackedBox> follow(List<Observation> frames) {
        Run run = new Run(this);
        frames.forEach(run::frame);
        return run.boxes;
    }

    private static final class Run {
        private final ByteTrack limits;
        private final List<TrackedBox> boxes = new ArrayList<>();
        private final List<Track> tracks = new ArrayList<>();
        private int next = 1;
        private int index;

        Run(ByteTrack limits) {
            this.limits = limits;
        }

        void frame(Observation frame) {
            tracks.forEach(Track::predict);
            List<Found> high = new ArrayList<>(Found.people(frame, limits.high));
            List<Found> low = new ArrayList<>(Found.people(frame, limits.low));
            low.removeAll(high);
            List<Track> confirmed =
                    new ArrayList<>(tracks.stream().filter(t -> t.confirmed).toList());
            pair(confirmed, high, FIRST, true);
            List<Track> seenLast = new ArrayList<>(
                    confirmed.stream().filter(t -> t.missed == 1).toList());
            pair(seenLast, low, SECOND, false);
            List<Track> unconfirmed =
                    new ArrayList<>(tracks.stream().filter(t -> !t.confirmed).toList());
            pair(unconfirmed, high, UNCONFIRMED, true);
            tracks.removeAll(unconfirmed);
            for (Found left : high) {
                if (left.score() >= limits.high + ABOVE_HIGH) {
                    tracks.add(new Track(next++, left, index == 0));
                }
            }
            tracks.removeIf(t -> t.missed > BUFFER);
            removeDuplicates();
            tracks.stream().filter(t -> t.confirmed && t.missed == 0).forEach(t -> boxes.add(t.at(frame)));
            index++;
        }

        /** Takes out what was paired from both lists. */
        private static void pair(List<Track> rows, List<Found> columns, double least, boolean byScore) {
            double[][] gain = new double[rows.size()][columns.size()];
            for (int i = 0; i < rows.size(); i++) {
                for (int j = 0; j < columns.size(); j++) {
                    double overlap = rows.get(i).filter.box().iou(columns.get(j).box());
                    gain[i][j] = byScore ? overlap * columns.get(j).score() : overlap;
                }
            }
            Assigned.take(Assigned.most(gain, least), rows, columns, Track::see);
        }

        /** Of a lost and a followed tracklet in one place the one that began later goes. */
        private void removeDuplicates() {
            List<Track> gone = new ArrayList<>();
            for (Track lost : tracks) {
                for (Track followed : tracks) {
                    if (lost.missed > 0
                            && followed.missed == 0
                            && lost.filter.box().iou(followed.filter.box()) > DUPLICATE) {
                        gone.add(lost.hits > followed.hits ? followed : lost);
                    }
                }
            }
            tracks.removeAll(gone);
        }
    }

    private static final class Track {
        private final int id;
        private HeightFilter filter;
        private double score;
        private boolean confirmed;
        private int missed;
        private int hits = 1;

        Track(int id, Found first, boolean confirmed) {
            this.id = id;
            this.filter = HeightFilter.first(first.box());
            this.score = first.score();
            this.confirmed = confirmed;
        }

        void predict() {
            filter = filter.predict(missed > 0);
            missed++;
        }

        void see(Found found) {
            filter = filter.update(found.box());
            score = found.score();
            confirmed = true;
            missed = 0;
            hits++;
        }

        TrackedBox at(Observation frame) {
            return new TrackedBox(frame.getCameraId(), frame.getSequence(), Integer.toString(id), filter.box(), score);
        }
    }
}
