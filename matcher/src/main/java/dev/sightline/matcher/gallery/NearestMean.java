package dev.sightline.matcher.gallery;

import java.util.Arrays;

/** The distance to an identity from the cosines to its exemplars: the mean over the nearest few. */
public final class NearestMean {
    private NearestMean() {}

    /**
     * @param cosines at least one; sorted in place
     * @return squared L2, 0..4
     */
    public static double squaredDistance(double[] cosines) {
        Arrays.sort(cosines);
        int used = Math.min(Gallery.NEAREST_EXEMPLARS, cosines.length);
        double sum = 0;
        for (int i = 0; i < used; i++) {
            sum += cosines[cosines.length - 1 - i];
        }
        return Math.max(0, 2 * (1 - sum / used));
    }

    /** The same from the two greatest cosines of several; the second is not read when there is but one. */
    static double squaredDistance(float greatest, float second, int cosines) {
        double mean = cosines == 1 ? greatest : ((double) greatest + second) / 2;
        return Math.max(0, 2 * (1 - mean));
    }
}
