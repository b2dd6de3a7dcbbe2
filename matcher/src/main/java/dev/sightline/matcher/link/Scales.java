package dev.sightline.matcher.link;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calibrations of all models in use. A model without one has no scale: nothing is linked by it, and the log says so
 * once, because a guessed threshold would link strangers. Safe to share between threads.
 */
public final class Scales {
    private static final Logger LOG = LoggerFactory.getLogger(Scales.class);

    private final Map<String, Scale> byModel = new HashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    /** @param calibrations by model id, {@code id@version} */
    public Scales(Map<String, List<Calibration>> calibrations) {
        calibrations.forEach((model, list) -> best(list).ifPresent(c -> byModel.put(model, new Scale(c))));
    }

    Optional<Scale> of(String modelId) {
        Scale scale = byModel.get(modelId);
        if (scale == null && missing.add(modelId)) {
            LOG.warn(
                    "model {} has no tracklet-exemplar or crop-crop calibration: nobody is linked by it, each tracklet"
                            + " founds an identity of its own; run 'sightline calibrate' for this model",
                    modelId);
        }
        return Optional.ofNullable(scale);
    }

    /**
     * The squared distance within which a tracklet and an exemplar of {@code modelId} count as one person at a false
     * match rate, or at the least rate the calibration can show; empty without a calibration.
     */
    public Optional<Double> threshold(String modelId, double fmr) {
        return of(modelId).map(scale -> scale.threshold(fmr));
    }

    /** Whether distances of the model are read for single crops, because its package knows nothing about tracklets. */
    public boolean comparesCrops(String modelId) {
        return of(modelId)
                .map(scale -> scale.comparison() == Comparison.CROP_CROP)
                .orElse(false);
    }

    private static Optional<Calibration> best(List<Calibration> list) {
        return of(list, Comparison.TRACKLET_EXEMPLAR).or(() -> of(list, Comparison.CROP_CROP));
    }

    private static Optional<Calibration> of(List<Calibration> list, Comparison comparison) {
        return list.stream().filter(c -> c.comparison() == comparison).findFirst();
    }
}
