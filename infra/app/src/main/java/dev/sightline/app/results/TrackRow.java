package dev.sightline.app.results;

import java.util.Comparator;
import java.util.Locale;

/**
 * One box of one person: a row of tracks.csv.
 *
 * @param camera camera id
 * @param identity identity id, or the tracklet id of a person never seen well enough to create an identity
 * @param frame 1-based index in the source
 * @param place where in the picture
 * @param tracklet tracklet id
 * @param timeUs capture time, microseconds since 1970
 */
public record TrackRow(String camera, String identity, long frame, Place place, String tracklet, long timeUs) {

    /**
     * A box.
     *
     * @param x left, pixels
     * @param y top, pixels
     * @param width pixels
     * @param height pixels
     * @param score detector confidence, 0..1
     */
    public record Place(float x, float y, float width, float height, float score) {}

    /** The first line of tracks.csv. New columns come at the end. */
    public static final String HEADER = "camera,identity,frame,x,y,w,h,score,tracklet,time";

    /** By camera, frame, identity, then place: one order whatever the order of arrival. */
    public static final Comparator<TrackRow> ORDER = Comparator.comparing(TrackRow::camera)
            .thenComparingLong(TrackRow::frame)
            .thenComparing(TrackRow::identity)
            .thenComparingDouble(row -> row.place.x)
            .thenComparingDouble(row -> row.place.y)
            .thenComparing(TrackRow::tracklet);

    /** Detector confidence, 0..1. */
    public float score() {
        return place.score;
    }

    /** The row without line end. */
    public String csv() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%.2f,%.2f,%.2f,%.2f,%.4f,%s,%s",
                camera,
                identity,
                frame,
                place.x,
                place.y,
                place.width,
                place.height,
                place.score,
                tracklet,
                UtcTime.iso(timeUs));
    }
}
