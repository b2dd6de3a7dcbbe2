package dev.sightline.matcher.track;

/**
 * When a tracklet begins, waits and ends. Times are event time.
 *
 * @param confirmHits detections before a tracklet is reported
 * @param tentativeSeconds an unconfirmed tracklet unseen for longer is forgotten
 * @param lostSeconds a confirmed tracklet unseen for longer is closed
 * @param interpolateSeconds a gap up to this length is filled with straight-line past boxes once the person is back
 * @param hiddenSeconds for how long a confirmed tracklet that is not seen is taken to stand behind the box where it should be
 * @param predictSeconds live frames carry the predicted box of a confirmed tracklet unseen for up to this long
 */
public record LifePolicy(
        int confirmHits,
        double tentativeSeconds,
        double lostSeconds,
        double interpolateSeconds,
        double hiddenSeconds,
        double predictSeconds) {

    public LifePolicy {
        Ranges.require("life.confirmHits", confirmHits, 1, 1000);
        Ranges.require("life.tentativeSeconds", tentativeSeconds, 0, 60);
        Ranges.require("life.lostSeconds", lostSeconds, 0, 600);
        Ranges.require("life.interpolateSeconds", interpolateSeconds, 0, 60);
        Ranges.require("life.hiddenSeconds", hiddenSeconds, 0, 60);
        Ranges.require("life.predictSeconds", predictSeconds, 0, 60);
    }

    public static LifePolicy defaults() {
        return new LifePolicy(3, 0.5, 5, 3, 1, 0);
    }
}
