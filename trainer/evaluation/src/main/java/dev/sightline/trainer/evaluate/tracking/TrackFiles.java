package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.platform.problem.Problems;
import dev.sightline.platform.text.BoxRow;
import dev.sightline.platform.text.ScoreScale;
import dev.sightline.platform.text.TextException;
import dev.sightline.trainer.evaluate.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads boxes with identities: Sightline's tracks.csv, multi-camera truth and MOTChallenge, told apart as {@link BoxRow}
 * says.
 *
 * <p>Truth of MOTChallenge: nine columns are the form of MOT16, MOT17 and MOT20 ({@code confidence,class,visibility}):
 * class 1, pedestrian, counts; classes 2, 7, 8 and 12 (person on vehicle, static person, distractor, reflection) and 6
 * (non-motorised vehicle, MOT20) are distractors; the rest, and confidence 0, is unmarked. With any other number of
 * columns (ten in MOT15, where the last are world coordinates) a box counts unless its confidence is 0.
 */
public final class TrackFiles {
    private static final Set<Long> DISTRACTORS = Set.of(2L, 6L, 7L, 8L, 12L);
    private static final int FIELDS_WITH_CLASS = 9;
    private static final String NOBODY = "-1";

    private TrackFiles() {}

    /**
     * Reads the truth.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException naming file, line and column of the first mistake
     */
    public static Truth truth(Path file) throws IOException {
        List<TrackedBox> counted = new ArrayList<>();
        List<TrackedBox> distractors = new ArrayList<>();
        List<TrackedBox> unmarked = new ArrayList<>();
        BoxRow.forEach(
                file,
                row -> (switch (part(row)) {
                            case COUNTED -> counted;
                            case DISTRACTOR -> distractors;
                            case UNMARKED -> unmarked;
                        })
                        .add(box(row, row.score().orElse(1))));
        return new Truth(set(file, counted), distractors, unmarked);
    }

    /**
     * Reads predicted tracks. Boxes without an identity (an empty field: nobody was recognized) are left out.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException naming file, line and column of the first mistake, or for a file of detections, in
     *     which every identity is -1
     */
    public static TrackSet predicted(Path file) throws IOException {
        List<TrackedBox> boxes = new ArrayList<>();
        BoxRow.forEach(file, row -> {
            TrackedBox box = box(row, row.score().orElse(1));
            if (box.identity().equals(NOBODY)) {
                throw new TextException(row.row().where()
                        + ": holds a detection (identity -1), not a track; score the file as detections");
            }
            if (!box.identity().isEmpty()) {
                boxes.add(box);
            }
        });
        return set(file, boxes);
    }

    /**
     * Reads boxes as they are, also detections that share the identity -1. Scores above 1 count in percent; a box without
     * a score, or with -1, has score 1.
     *
     * @param problems takes what was not read as written
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException naming file, line and column of the first mistake
     */
    public static List<TrackedBox> boxes(Path file, Problems problems) throws IOException {
        ScoreScale scale = new ScoreScale(file.toString());
        List<TrackedBox> raw = new ArrayList<>();
        List<OptionalDouble> scores = new ArrayList<>();
        BoxRow.forEach(file, row -> {
            scale.see(row.score());
            scores.add(row.score());
            raw.add(box(row, 1));
        });
        List<TrackedBox> boxes = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            boxes.add(raw.get(i).withScore(scale.of(scores.get(i))));
        }
        problems.addAll(scale.problems());
        return boxes;
    }

    private static TrackedBox box(BoxRow row, double score) {
        return new TrackedBox(
                row.camera(), row.frame(), row.identity(), new Box(row.x(), row.y(), row.width(), row.height()), score);
    }

    private static TrackSet set(Path file, List<TrackedBox> boxes) {
        try {
            return new TrackSet(boxes);
        } catch (IllegalArgumentException e) {
            throw new TextException(file + ": " + e.getMessage(), e);
        }
    }

    private static Part part(BoxRow row) {
        if (!row.mot()) {
            return Part.COUNTED;
        }
        boolean classes = row.size() == FIELDS_WITH_CLASS;
        long kind = classes ? row.kind() : 1;
        // A results file also may have nine columns; its class is -1.
        if (DISTRACTORS.contains(kind)) {
            return Part.DISTRACTOR;
        }
        boolean zero = row.score().orElse(1) == 0;
        return zero || (classes && kind != 1 && kind != -1) ? Part.UNMARKED : Part.COUNTED;
    }

    /** Whether a box must be found. */
    private enum Part {
        COUNTED,
        DISTRACTOR,
        UNMARKED
    }
}
