package dev.sightline.matcher.link.memory;

/**
 * How far a tracklet has come.
 *
 * @param waitingSinceUs event time of its first update
 * @param closedUs event time of its close; 0 while it is open
 * @param looks how often its link was looked at again since
 * @param revision of its sighting
 * @param carried it had its identity before the site switched to another model
 */
public record Course(long waitingSinceUs, long closedUs, int looks, int revision, boolean carried) {
    static Course begun(long nowUs) {
        return new Course(nowUs, 0, 0, 0, false);
    }

    Course closed(long nowUs) {
        return new Course(waitingSinceUs, Math.max(1, nowUs), looks, revision, carried);
    }

    Course looked() {
        return new Course(waitingSinceUs, closedUs, looks + 1, revision, carried);
    }

    Course revised() {
        return new Course(waitingSinceUs, closedUs, looks, revision + 1, carried);
    }

    Course carried(boolean now) {
        return new Course(waitingSinceUs, closedUs, looks, revision, now);
    }
}
