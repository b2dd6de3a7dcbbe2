package dev.sightline.matcher.track;

/**
 * When it is in doubt whether a tracklet still shows the same person, and what decides. Evidence is in nats.
 *
 * @param met share of a box that another covers from which two people have met
 * @param awaySeconds out of sight for this long
 * @param looks described boxes that decide, and that a tracklet needs before it can be doubted
 * @param seconds a doubt that nothing decided by then is dropped
 * @param accept the looks are the tracklet's own from here on
 * @param reject and are not up to here; between the two, twice as many looks decide
 * @param claim looks that were rejected go to another tracklet from here on
 */
public record DoubtPolicy(
        double met, double awaySeconds, int looks, double seconds, double accept, double reject, double claim) {

    public DoubtPolicy {
        Ranges.require("doubt.met", met, 0, 1);
        Ranges.require("doubt.awaySeconds", awaySeconds, 0, 60);
        Ranges.require("doubt.looks", looks, 1, 100);
        Ranges.require("doubt.seconds", seconds, 0, 60);
        Ranges.require("doubt.accept", accept, -100, 100);
        Ranges.require("doubt.reject", reject, -100, accept);
        Ranges.require("doubt.claim", claim, accept, 100);
    }

    public static DoubtPolicy defaults() {
        return new DoubtPolicy(0.5, 0.25, 4, 3, -2, -4, 3);
    }
}
