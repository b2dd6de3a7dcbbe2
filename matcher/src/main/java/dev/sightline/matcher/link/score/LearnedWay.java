package dev.sightline.matcher.link.score;

/**
 * What a site has learned of the way from one camera to another.
 *
 * @param fromCamera where people were last seen before
 * @param toCamera where they came into the picture
 * @param people how many came this way, by the probabilities of their links
 * @param together the share of them who were still seen in the first camera, 0..1: the two cameras see one place
 * @param quickSeconds one in ten of the others was quicker; 0 where there are none
 * @param usualSeconds half of the others were quicker
 * @param slowSeconds nine in ten of the others were quicker
 */
public record LearnedWay(
        String fromCamera,
        String toCamera,
        double people,
        double together,
        double quickSeconds,
        double usualSeconds,
        double slowSeconds) {

    /** Reads it off the counts that a site keeps. */
    public static LearnedWay of(WayCounts counts) {
        double all = 0;
        for (int bin = 0; bin < counts.bins(); bin++) {
            all += counts.sure(bin);
        }
        double together = counts.bins() == 0 ? 0 : counts.sure(0);
        return new LearnedWay(
                counts.fromCamera(),
                counts.toCamera(),
                all,
                all == 0 ? 0 : together / all,
                seconds(counts, 0.1, all - together),
                seconds(counts, 0.5, all - together),
                seconds(counts, 0.9, all - together));
    }

    /** The time that a share of those took at most who were not there at the same time, within its bin by straight line. */
    private static double seconds(WayCounts counts, double share, double people) {
        double before = 0;
        for (int bin = 1; bin < counts.bins(); bin++) {
            double count = counts.sure(bin);
            if (count > 0 && before + count >= share * people) {
                double begin = TransitBins.beginsUs(bin);
                double end = TransitBins.beginsUs(bin + 1);
                return (begin + (end - begin) * (share * people - before) / count) / 1e6;
            }
            before += count;
        }
        return 0;
    }
}
