package dev.sightline.matcher.link.score;

/**
 * How often impostors may be taken for somebody known.
 *
 * @param fmr greatest false match rate of one comparison: however few identities there are
 * @param fpir greatest share of impostors who match any identity at all; divided by the number of identities it bounds
 *     the rate of one comparison, so a growing gallery asks for nearer matches
 */
public record Rates(double fmr, double fpir) {
    public Rates {
        require("fmr", fmr);
        require("fpir", fpir);
    }

    /** The false match rate of one comparison with a gallery of {@code identities}. */
    public double fmr(int identities) {
        return Math.min(fmr, fpir / Math.max(1, identities));
    }

    private static void require(String name, double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException(name + " is " + rate + "; allowed: above 0, at most 1");
        }
    }
}
