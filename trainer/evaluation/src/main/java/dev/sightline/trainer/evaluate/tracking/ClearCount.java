package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.contracts.assignment.LinearAssignment;
import java.util.Arrays;

/** Counts what {@link ClearScore} is made of, step by step; a new camera begins with no memory. */
final class ClearCount {
    private static final double MIN_IOU = 0.5;
    private static final double EPSILON = Math.ulp(1.0);
    /** What a pair of the frame before is worth in overlaps: more than any frame can hold. */
    private static final double CONTINUITY = 1000;

    private static final int NOBODY = -1;

    private final int[] lastPartner;
    private final int[] partnerBefore;
    private final long[] boxes;
    private final long[] found;
    private final long[] stretches;
    private String camera = "";
    private long truePositives;
    private long falseNegatives;
    private long falsePositives;
    private long switches;
    private long fragmentations;
    private final long[] tracked = new long[3];
    private double overlap;

    ClearCount(Timeline timeline) {
        int people = timeline.truthCounts().length;
        lastPartner = new int[people];
        partnerBefore = new int[people];
        boxes = new long[people];
        found = new long[people];
        stretches = new long[people];
        forget();
    }

    void add(Timeline.Step step) {
        if (!step.camera().equals(camera)) {
            closeCamera();
            camera = step.camera();
        }
        for (int truth : step.truth()) {
            boxes[truth]++;
        }
        if (step.truth().length == 0 || step.predicted().length == 0) {
            // As in TrackEval, such a frame leaves the pairs of the frame before as they were.
            falsePositives += step.predicted().length;
            falseNegatives += step.truth().length;
            return;
        }
        int[] pairs = Overlaps.maximize(worth(step));
        int[] partners = new int[partnerBefore.length];
        Arrays.fill(partners, NOBODY);
        int made = 0;
        for (int r = 0; r < pairs.length; r++) {
            if (pairs[r] != LinearAssignment.NONE && step.iou()[r][pairs[r]] >= MIN_IOU - EPSILON) {
                made++;
                overlap += step.iou()[r][pairs[r]];
                pair(step.truth()[r], step.predicted()[pairs[r]]);
                partners[step.truth()[r]] = step.predicted()[pairs[r]];
            }
        }
        System.arraycopy(partners, 0, partnerBefore, 0, partners.length);
        truePositives += made;
        falseNegatives += step.truth().length - made;
        falsePositives += step.predicted().length - made;
    }

    private double[][] worth(Timeline.Step step) {
        double[][] worth = new double[step.truth().length][step.predicted().length];
        for (int r = 0; r < worth.length; r++) {
            for (int c = 0; c < worth[r].length; c++) {
                boolean again = partnerBefore[step.truth()[r]] == step.predicted()[c];
                double iou = step.iou()[r][c];
                worth[r][c] = iou < MIN_IOU - EPSILON ? 0 : iou + (again ? CONTINUITY : 0);
            }
        }
        return worth;
    }

    private void pair(int truth, int predicted) {
        if (lastPartner[truth] != NOBODY && lastPartner[truth] != predicted) {
            switches++;
        }
        if (partnerBefore[truth] == NOBODY) {
            stretches[truth]++;
        }
        found[truth]++;
        lastPartner[truth] = predicted;
    }

    private void closeCamera() {
        for (int truth = 0; truth < boxes.length; truth++) {
            if (boxes[truth] > 0) {
                double share = found[truth] / (double) boxes[truth];
                tracked[share > 0.8 ? 0 : share >= 0.2 ? 1 : 2]++;
                fragmentations += Math.max(0, stretches[truth] - 1);
            }
        }
        forget();
    }

    private void forget() {
        Arrays.fill(lastPartner, NOBODY);
        Arrays.fill(partnerBefore, NOBODY);
        Arrays.fill(boxes, 0);
        Arrays.fill(found, 0);
        Arrays.fill(stretches, 0);
    }

    ClearScore score() {
        closeCamera();
        return new ClearScore(
                truePositives,
                falseNegatives,
                falsePositives,
                switches,
                fragmentations,
                tracked[0],
                tracked[1],
                tracked[2],
                overlap);
    }
}
