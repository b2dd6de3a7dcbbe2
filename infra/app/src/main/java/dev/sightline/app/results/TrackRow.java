package dev.sightline.app.results;

import java.util.Comparator;
import java.util.Locale;

/**
 * One box of one person: a row of tracks.csv.
 *
 * @param camera camera id
 * @param identity identity id, or the tracklet id of somebody never seen well enough to found an identity
 * @param frame 1-based index in the source
 * @param x left, pixels
 * @param y top, pixels
 * @param width pixels
 * @param height pixels
 * @param score detector confidence, 0..1
 */
public record TrackRow(
        String camera, String identity, long frame, float x, float y, float width, float height, float score) {

    /** The first line of tracks.csv. */
    public static final String HEADER = "camera,identity,frame,x,y,w,h,score";

    /** By camera, frame, identity, then place: one order whatever the order of arrival. */
    public static final Comparator<TrackRow> ORDER = Comparator.comparing(TrackRow::camera)
            .thenComparingLong(TrackRow::frame)
            .thenComparing(TrackRow::identity)
            .thenComparingDouble(TrackRow::x)
            .thenComparingDouble(TrackRow::y);

    /** The row without line end. */
    public String csv() {
        return String.format(
                Locale.ROOT, "%s,%s,%d,%.2f,%.2f,%.2f,%.2f,%.4f", camera, identity, frame, x, y, width, height, score);
    }
}
