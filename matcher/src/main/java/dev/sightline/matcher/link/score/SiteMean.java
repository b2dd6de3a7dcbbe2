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

    /**
     * The mean of those seen in one camera, or in all others.
     *
     * @param camera empty when nobody was seen there
     * @param there in that camera; else in the others
     */
    double[] mean(Optional<UsualLook> camera, boolean there) {
        double own = camera.map(UsualLook::people).orElse(0.0);
        double counted = there ? own : people - own;
        double[] mean = new double[sum.length];
        for (int i = 0; i < mean.length; i++) {
            double value = camera.isPresent() ? camera.get().sum(i) : 0;
            double part = there ? value : sum[i] - value;
            mean[i] = (part + SHRINK * sum[i] / people) / (counted + SHRINK);
        }
        return mean;
    }
}
