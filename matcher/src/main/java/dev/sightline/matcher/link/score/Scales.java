package dev.sightline.matcher.link.score;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calibrations of all models in use, each looked up when its model first comes and kept. A model without one has no
 * scale: nothing is linked by it, and the log says so, because a guessed threshold would link different people. Safe to share
 * between threads.
 */
public final class Scales {
    private static final Logger LOG = LoggerFactory.getLogger(Scales.class);

    private final Function<String, List<Calibration>> calibrations;
    private final Map<String, Optional<Scale>> byModel = new ConcurrentHashMap<>();

    /** @param calibrations by model id, {@code id@version} */
    public Scales(Map<String, List<Calibration>> calibrations) {
        this(in(Map.copyOf(calibrations)));
    }

    /**
     * @param calibrations of a model by its id, {@code id@version}; empty when it has none or is unknown. Never throws:
     *     a model that cannot be looked up must not stop the frames of the others
     */
    public Scales(Function<String, List<Calibration>> calibrations) {
        this.calibrations = calibrations;
    }

    /**
     * Looks a model up before its descriptors come, and once more when it had no calibration: its package may have come
     * since.
     */
    public void prepare(String modelId) {
        byModel.computeIfPresent(modelId, (model, scale) -> scale.isPresent() ? scale : null);
        of(modelId);
    }

    /** What the model's distances mean; empty without a calibration. */
    public Optional<Scale> of(String modelId) {
        return byModel.computeIfAbsent(modelId, this::lookUp);
    }

    private Optional<Scale> lookUp(String modelId) {
        Optional<Scale> scale = best(calibrations.apply(modelId)).map(Scale::new);
        if (scale.isEmpty()) {
            LOG.warn(
                    "model {} has no tracklet-exemplar or crop-crop calibration: nobody is linked by it, each tracklet"
                            + " gets an identity of its own; run 'sightline calibrate' for this model",
                    modelId);
        }
        return scale;
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
                .map(Scale::comparesCrops)
                .orElse(false);
    }

    private static Function<String, List<Calibration>> in(Map<String, List<Calibration>> calibrations) {
        return modelId -> calibrations.getOrDefault(modelId, List.of());
    }

    private static Optional<Calibration> best(List<Calibration> list) {
        return of(list, Comparison.TRACKLET_EXEMPLAR).or(() -> of(list, Comparison.CROP_CROP));
    }

    private static Optional<Calibration> of(List<Calibration> list, Comparison comparison) {
        return list.stream().filter(c -> c.comparison() == comparison).findFirst();
    }
}
