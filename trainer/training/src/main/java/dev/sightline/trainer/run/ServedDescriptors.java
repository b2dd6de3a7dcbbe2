package dev.sightline.trainer.run;

import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.loss.CollapseGuard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at descriptors as the network gives them when it serves, with normalization by its running statistics. A network
 * may tell people apart while it learns, by the statistics of each batch, and describe them all alike when it serves.
 */
public final class ServedDescriptors {
    /** Crops compared with one another, one of each person. */
    private static final int COMPARED = 256;

    private ServedDescriptors() {}

    /**
     * Whether all people are described alike.
     *
     * @return what is wrong, completing "the network"; empty when people differ, or there is one person only
     */
    public static Optional<String> alike(List<LabeledDescriptor> crops) {
        Map<String, LabeledDescriptor> people = new HashMap<>();
        crops.stream().filter(c -> people.size() < COMPARED).forEach(c -> people.putIfAbsent(c.identity(), c));
        List<LabeledDescriptor> one = new ArrayList<>(people.values());
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < one.size(); i++) {
            for (int j = i + 1; j < one.size(); j++) {
                sum += Math.sqrt(Math.max(
                        0, one.get(i).vector().squaredDistance(one.get(j).vector())));
                pairs++;
            }
        }
        return pairs == 0 || !CollapseGuard.isOnePoint(sum / pairs)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "describes everybody alike: %d people are %.2g apart on the mean, where 2 is the most",
                        one.size(),
                        sum / pairs));
    }
}
