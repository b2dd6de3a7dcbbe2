package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.trainer.evaluate.Box;
import dev.sightline.trainer.evaluate.tracking.TrackFiles.Part;
import dev.sightline.trainer.evaluate.tracking.TrackFiles.TrackRow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which column of a track file holds what; -1 for a column that is not there.
 *
 * @param header whether the first line is a header
 * @param box first of the four columns x, y, w, h
 */
record TrackColumns(boolean header, int camera, int frame, int identity, int[] box, int score, boolean mot) {
    private static final Set<Integer> DISTRACTORS = Set.of(2, 6, 7, 8, 12);

    static TrackColumns of(String[] fields, String where) {
        if (isNumber(fields[0])) {
            return new TrackColumns(false, -1, 0, 1, new int[] {2, 3, 4, 5}, 6, true);
        }
        List<String> names =
                Arrays.stream(fields).map(f -> f.toLowerCase(Locale.ROOT)).toList();
        if (!names.contains("frame")) {
            return new TrackColumns(false, 0, 2, 1, new int[] {3, 4, 5, 6}, 7, false);
        }
        int identity = Math.max(names.indexOf("identity"), names.indexOf("id"));
        int[] box = {names.indexOf("x"), names.indexOf("y"), names.indexOf("w"), names.indexOf("h")};
        if (identity < 0 || Arrays.stream(box).anyMatch(i -> i < 0)) {
            throw new IllegalArgumentException(where + ": the header is '" + String.join(",", fields)
                    + "'; needed: identity (or id), frame, x, y, w, h; camera and score where there are any");
        }
        return new TrackColumns(
                true, names.indexOf("camera"), names.indexOf("frame"), identity, box, names.indexOf("score"), false);
    }

    TrackRow row(String[] fields, String where) {
        int needed = Math.max(
                        Math.max(Math.max(camera, frame), identity),
                        Arrays.stream(box).max().orElse(0))
                + 1;
        if (fields.length < needed) {
            throw new IllegalArgumentException(
                    where + ": " + fields.length + " fields, at least " + needed + " are needed");
        }
        try {
            double confidence = score >= 0 && score < fields.length ? Double.parseDouble(fields[score]) : 1;
            TrackedBox tracked = new TrackedBox(
                    camera < 0 ? "" : fields[camera],
                    (long) Double.parseDouble(fields[frame]),
                    mot ? wholeNumber(fields[identity]) : fields[identity],
                    new Box(number(fields, 0), number(fields, 1), number(fields, 2), number(fields, 3)),
                    confidence);
            return new TrackRow(tracked, mot ? part(fields, confidence) : Part.COUNTED);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": '" + String.join(",", fields) + "': " + e.getMessage(), e);
        }
    }

    private double number(String[] fields, int i) {
        return Double.parseDouble(fields[box[i]]);
    }

    private static Part part(String[] fields, double confidence) {
        boolean classes = fields.length == 9;
        int kind = classes ? (int) Double.parseDouble(fields[7]) : 1;
        // A results file also may have nine columns; its class is -1.
        if (DISTRACTORS.contains(kind)) {
            return Part.DISTRACTOR;
        }
        return confidence == 0 || (classes && kind != 1 && kind != -1) ? Part.UNMARKED : Part.COUNTED;
    }

    /** MOTChallenge files write the identity 7 as 7 or 7.0. */
    private static String wholeNumber(String field) {
        return Long.toString((long) Double.parseDouble(field));
    }

    private static boolean isNumber(String field) {
        try {
            return Double.isFinite(Double.parseDouble(field));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
