package dev.sightline.platform.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A box in a file of tracks, detections or truth. The kind of file is told from its first line:
 *
 * <ul>
 *   <li>a header with the columns frame, identity (or id), x, y, w, h and maybe camera and score: Sightline's tracks.csv
 *       and multi-camera truth; other columns are passed over;
 *   <li>no header, the first field no number: {@code camera,id,frame,x,y,w,h[,score]};
 *   <li>numbers only: MOTChallenge, {@code frame,id,x,y,w,h[,score,…]}.
 * </ul>
 *
 * <p>Frames are counted from 1; a file that counts from 0 is refused. A score of -1, or none, means that no score was
 * given, and an identity of -1, in MOTChallenge files only, that nobody said who it is.
 *
 * @param row the line
 * @param mot whether the file is MOTChallenge's
 */
public record BoxRow(TextRow row, boolean mot) {
    private static final String CAMERA = "camera";
    private static final String IDENTITY = "identity";
    private static final String FRAME = "frame";
    private static final String SCORE = "score";
    private static final List<String> MOT = List.of(FRAME, IDENTITY, "x", "y", "w", "h", SCORE);
    private static final List<String> CAMERAS = List.of(CAMERA, IDENTITY, FRAME, "x", "y", "w", "h", SCORE);
    private static final String NUMBER = "[+-]?[.\\d].*|(?i)[+-]?(nan|inf|infinity)";

    /** Pixels beyond which no box lies. */
    private static final double FAR = 1e6;

    private static final TextFormat FORMAT = TextFormat.of("boxes")
            .column(FRAME)
            .column(IDENTITY, "id", "track_id")
            .column("x", "left", "bb_left")
            .column("y", "top", "bb_top")
            .column("w", "width", "bb_width")
            .column("h", "height", "bb_height")
            .optional(CAMERA)
            .optional(SCORE, "confidence", "conf")
            .withoutHeader(BoxRow::order);

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read
     * @throws TextException naming file, line and column of the first mistake
     */
    public static void forEach(Path file, Consumer<BoxRow> taker) throws IOException {
        TextTable.forEach(file, FORMAT, row -> {
            BoxRow box = new BoxRow(row, !row.has(CAMERA) && !row.named());
            if (row.has(CAMERA) && !row.named() && row.text(CAMERA).matches(NUMBER)) {
                throw row.refused(
                        CAMERA,
                        "the name of a camera, as in the first line; a MOTChallenge file begins with a frame number"
                                + " in every line");
            }
            taker.accept(box);
        });
    }

    private static List<String> order(List<String> first) {
        return first.get(0).matches(NUMBER) ? MOT : CAMERAS;
    }

    /** Name of the camera, empty where the file names none. */
    public String camera() {
        return row.text(CAMERA);
    }

    /** Whether the file names cameras. */
    public boolean hasCamera() {
        return row.has(CAMERA);
    }

    /** Number of the frame, from 1. */
    public long frame() {
        String text = row.text(FRAME);
        if (text.matches("[+-]?0+(\\.0*)?")) {
            throw row.refused(
                    FRAME,
                    "a whole number from 1; in a file that counts frames from 0, add 1 to the frame of every line");
        }
        return row.whole(FRAME, 1, Long.MAX_VALUE);
    }

    /** Who it is; MOTChallenge's identity 7.0 is 7, and -1 is nobody. Empty where nobody is named. */
    public String identity() {
        return mot ? Long.toString(row.whole(IDENTITY, -1, Long.MAX_VALUE)) : row.text(IDENTITY);
    }

    /** Left edge, pixels. */
    public double x() {
        return row.number("x", -FAR, FAR);
    }

    /** Top edge, pixels. */
    public double y() {
        return row.number("y", -FAR, FAR);
    }

    /** Pixels, at least 0. */
    public double width() {
        return row.number("w", 0, FAR);
    }

    /** Pixels, at least 0. */
    public double height() {
        return row.number("h", 0, FAR);
    }

    /** The score as it stands there; empty when none was given. */
    public OptionalDouble score() {
        if (!row.says(SCORE)) {
            return OptionalDouble.empty();
        }
        double score = row.number(SCORE);
        return score == -1 ? OptionalDouble.empty() : OptionalDouble.of(score);
    }

    /** How many fields the line has. */
    public int size() {
        return row.size();
    }

    /** MOTChallenge's class, the eighth field, for truth with classes. */
    public long kind() {
        return row.wholeAt(7, "class", -1, Integer.MAX_VALUE);
    }
}
