package dev.sightline.matcher.link.score;

import java.util.List;
import java.util.Optional;

/** The sum over all cameras of a site in one modality and model, to which each camera's own mean is shrunk. */
record SiteMean(double people, double[] sum) {
    /** People of a camera for whom its own mean counts as much as the site's. */
    private static final double SHRINK = 20;

    static SiteMean of(List<UsualLook> cameras) {
        double people = 0;
        double[] sum = new double[cameras.isEmpty() ? 0 : cameras.get(0).dimension()];
        for (UsualLook camera : cameras) {
            people += camera.people();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += camera.sum(i);
            }
        }
        return new SiteMean(people, sum);
    }

    int dimension() {
        return sum.length;
    }

    /**
     * A value of the mean of those seen in one camera, or in all others.
     *
     * @param camera empty when nobody was seen there
     * @param there in that camera; else in the others
     */
    double mean(Optional<UsualLook> camera, boolean there, int index) {
        double own = camera.isPresent() ? camera.get().people() : 0;
        double counted = there ? own : people - own;
        double value = camera.isPresent() ? camera.get().sum(index) : 0;
        double part = there ? value : sum[index] - value;
        return (part + SHRINK * sum[index] / people) / (counted + SHRINK);
    }
}
