package dev.sightline.store.search;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.Likeness;
import dev.sightline.contracts.v1.Modality;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * "Has this person ever been here?": finds what looks alike and says how probable it is that it is the same person. Thread-safe.
 *
 * @see Weighing for what the probability takes for granted
 */
public final class PeopleSearch {
    /** Sightings that are fetched for each modality. */
    private static final int DEPTH = 400;
    /** Sightings by which words are held against all: mean and deviation are right within about 2% of a deviation. */
    private static final int SAMPLE = 4_096;

    private final SightingSearch index;
    private final Function<String, List<Calibration>> calibrations;
    /** Each is some milliseconds of work. A model without a calibration is looked up every time: it may get one. */
    private final Map<Known, Likeness> known = new ConcurrentHashMap<>();

    private record Known(String modelId, Comparison comparison) {}

    /** @param calibrations of a model by its id, {@code id@version}; empty when it has none or is unknown */
    public PeopleSearch(SightingSearch index, Function<String, List<Calibration>> calibrations) {
        this.index = index;
        this.calibrations = calibrations;
    }

    /** @param probes one for each modality at most, body before face */
    public SearchAnswer search(SearchFilter filter, List<Probe> probes) {
        Map<Modality, Likeness> likenesses = new EnumMap<>(Modality.class);
        List<Probe> usable = new ArrayList<>();
        List<String> uncalibrated = new ArrayList<>();
        for (Probe probe : probes) {
            String model = probe.vector().modelId();
            Optional<Likeness> likeness = likeness(new Known(model, probe.comparison()));
            if (likeness.isPresent()) {
                likenesses.put(probe.modality(), likeness.get());
                usable.add(probe);
            } else {
                uncalibrated.add(model);
            }
        }
        return new Weighing(likenesses).answer(index.find(filter, usable, DEPTH), uncalibrated);
    }

    /**
     * Who fits words. The index gives those farthest along, by rounded numbers, and they are scored once more exactly.
     *
     * @see WordWeighing for what the probability takes for granted
     */
    public SearchAnswer search(SearchFilter filter, WordProbe words) {
        return new WordWeighing(words).answer(index.along(filter, words.probe(), DEPTH, SAMPLE));
    }

    private Optional<Likeness> likeness(Known what) {
        Likeness before = known.get(what);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<Likeness> found = Likeness.of(calibrations.apply(what.modelId()), what.comparison());
        found.ifPresent(likeness -> known.put(what, likeness));
        return found;
    }
}
