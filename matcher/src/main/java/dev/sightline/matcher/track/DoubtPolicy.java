package dev.sightline.matcher.track;

/**
 * When it is in doubt whether a tracklet still shows the same person, and what decides. Evidence is in nats.
 *
 * @param met share of a box that another covers from which two people have met
 * @param awaySeconds out of sight for this long
 * @param sideSeconds for how long somebody who reached the side may be one who leaves or one who comes in
 * @param known described boxes that a tracklet needs before it can be doubted
 * @param looks described boxes since that decide, whenever they come
 * @param heldSeconds boxes of an open doubt wait this long for whose they are, and are the tracklet's own then
 * @param accept the looks are the tracklet's own from here on
 * @param reject and are not up to here; between the two, twice as many looks decide
 * @param claim looks that were rejected go to another tracklet from here on
 */
public record DoubtPolicy(
        double met,
        double awaySeconds,
        double sideSeconds,
        int known,
        int looks,
        double heldSeconds,
        double accept,
        double reject,
        double claim) {

    public DoubtPolicy {
        Ranges.require("doubt.met", met, 0, 1);
        Ranges.require("doubt.awaySeconds", awaySeconds, 0, 60);
        Ranges.require("doubt.sideSeconds", sideSeconds, 0, 60);
        Ranges.require("doubt.known", known, 1, 100);
        Ranges.require("doubt.looks", looks, 1, 100);
        Ranges.require("doubt.heldSeconds", heldSeconds, 0, 60);
        Ranges.require("doubt.accept", accept, -100, 100);
        Ranges.require("doubt.reject", reject, -100, accept);
        Ranges.require("doubt.claim", claim, accept, 100);
    }

    public static DoubtPolicy defaults() {
        return new DoubtPolicy(0.5, 0.25, 3, 3, 4, 20, -2, -4, 3);
    }
}
