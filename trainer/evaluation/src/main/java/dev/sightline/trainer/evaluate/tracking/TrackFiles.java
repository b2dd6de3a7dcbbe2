package dev.sightline.trainer.evaluate.tracking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads boxes with identities. The kind of file is told from its first line:
 *
 * <ul>
 *   <li>a header with the columns camera, identity (or id), frame, x, y, w, h and maybe score: Sightline's tracks.csv
 *       and multi-camera truth; other columns are passed over;
 *   <li>no header, the first field no number: {@code camera,id,frame,x,y,w,h[,score]};
 *   <li>numbers only: MOTChallenge, {@code frame,id,x,y,w,h[,confidence,…]}.
 * </ul>
 *
 * <p>Truth of MOTChallenge: nine columns are the form of MOT16, MOT17 and MOT20 ({@code confidence,class,visibility}):
 * class 1, pedestrian, counts; classes 2, 7, 8 and 12 (person on vehicle, static person, distractor, reflection) and 6
 * (non-motorised vehicle, MOT20) are distractors; the rest, and confidence 0, is unmarked. With any other number of
 * columns (ten in MOT15, where the last are world coordinates) a box counts unless its confidence is 0.
 */
public final class TrackFiles {

    private TrackFiles() {}

    /**
     * Reads the truth.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException naming file and line of the first mistake
     */
    public static Truth truth(Path file) throws IOException {
        List<TrackedBox> counted = new ArrayList<>();
        List<TrackedBox> distractors = new ArrayList<>();
        List<TrackedBox> unmarked = new ArrayList<>();
        for (TrackRow row : rows(file)) {
            (switch (row.part()) {
                        case COUNTED -> counted;
                        case DISTRACTOR -> distractors;
                        case UNMARKED -> unmarked;
                    })
                    .add(row.box());
        }
        return new Truth(new TrackSet(counted), distractors, unmarked);
    }

    /**
     * Reads predicted tracks. Boxes without an identity (an empty field: nobody was recognized) are left out.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException naming file and line of the first mistake, or for a file of detections, in which
     *     every identity is -1
     */
    public static TrackSet predicted(Path file) throws IOException {
        List<TrackedBox> boxes = boxes(file);
        if (boxes.stream().anyMatch(b -> b.identity().equals("-1"))) {
            throw new IllegalArgumentException(
                    file + " holds detections (identity -1), not tracks; score it as detections");
        }
        return new TrackSet(boxes.stream().filter(b -> !b.identity().isEmpty()).toList());
    }

    /**
     * Reads boxes as they are, also detections that share the identity -1.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException naming file and line of the first mistake
     */
    public static List<TrackedBox> boxes(Path file) throws IOException {
        return rows(file).stream().map(TrackRow::box).toList();
    }

    private static List<TrackRow> rows(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<TrackRow> rows = new ArrayList<>();
        TrackColumns columns = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            String where = file + ":" + (i + 1);
            String[] fields = line.split("\\s*,\\s*", -1);
            if (columns == null) {
                columns = TrackColumns.of(fields, where);
                if (columns.header()) {
                    continue;
                }
            }
            rows.add(columns.row(fields, where));
        }
        return rows;
    }

    /** Whether a box must be found. */
    enum Part {
        COUNTED,
        DISTRACTOR,
        UNMARKED
    }

    /** A line. */
    record TrackRow(TrackedBox box, Part part) {}
}
