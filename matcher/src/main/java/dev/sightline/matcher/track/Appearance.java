package dev.sightline.matcher.track;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.ModalityMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one tracklet remembers of one modality: a {@link DescriptorAverage} by the model that serves, and a few exemplars that
 * are good and differ from one another.
 *
 * <p>While a model is being brought in, frames carry its descriptors beside those of the serving one, and it builds an
 * average of its own from them. The first frame that is described by it alone switches the memory over: its average
 * and its descriptions of the exemplars go on, those of the old model are dropped, exemplars it never described too. So a
 * tracklet lives through the change with its appearance, and no descriptor ever meets one of another model. A frame of the
 * old model that comes after it counts by its next descriptor. A descriptor of a model that nothing announced starts the
 * memory over again.
 */
final class Appearance {
    private final Modality modality;
    private @Nullable DescriptorAverage serving;
    private @Nullable DescriptorAverage next;
    private ExemplarChoice exemplars;

    Appearance(Modality modality) {
        this(modality, null, null, List.of());
    }

    Appearance(
            Modality modality,
            @Nullable DescriptorAverage serving,
            @Nullable DescriptorAverage next,
            List<Exemplar> exemplars) {
        this.modality = modality;
        this.serving = serving;
        this.next = next;
        this.exemplars = new ExemplarChoice(exemplars);
    }

    /** By each model that knows both sides, the serving one first; empty when there is nothing to compare. */
    List<Similarity> similarities(Description seen) {
        List<Similarity> similarities = new ArrayList<>(2);
        for (DescriptorAverage known : averages()) {
            UnitVector vector = seen.vector();
            UnitVector other = seen.next();
            if (known.fits(vector)) {
                similarities.add(new Similarity(known.modelId(), known.cosine(vector)));
            } else if (other != null && known.fits(other)) {
                similarities.add(new Similarity(known.modelId(), known.cosine(other)));
            }
        }
        return similarities;
    }

    /** How similar the mean of this is to the recent mean of another, by the first model that knows both. */
    Optional<Similarity> similarity(Appearance other) {
        for (DescriptorAverage own : averages()) {
            for (DescriptorAverage known : other.averages()) {
                UnitVector mean = own.mean();
                if (known.fits(mean)) {
                    return Optional.of(new Similarity(known.modelId(), known.cosine(mean)));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Adds a described detection; true when the exemplars changed.
     *
     * @param exemplar of the same crop, with the same descriptors
     */
    boolean add(Description seen, Exemplar exemplar, long nowUs, MemoryPolicy policy) {
        UnitVector other = seen.next();
        if (serving != null && other != null && !serving.fits(seen.vector()) && serving.fits(other)) {
            return add(new Description(other, null), Description.byNextModel(exemplar), nowUs, policy);
        }
        DescriptorAverage before = serving;
        DescriptorAverage now = switchedTo(seen.vector());
        serving = now;
        now.add(seen.vector(), nowUs);
        if (other != null) {
            DescriptorAverage coming = next != null && next.fits(other) ? next : DescriptorAverage.like(other);
            coming.add(other, nowUs);
            next = coming;
        }
        boolean switched = before != null && before != now;
        return exemplars.offer(exemplar, seen.vector(), policy.exemplars()) || switched;
    }

    /** The average that a descriptor goes into; everything else is as if its model had always served. */
    private DescriptorAverage switchedTo(UnitVector vector) {
        if (serving != null && serving.fits(vector)) {
            return serving;
        }
        DescriptorAverage announced = next;
        next = null;
        if (announced == null || !announced.fits(vector)) {
            exemplars.clear();
            return DescriptorAverage.like(vector);
        }
        List<Exemplar> known = exemplars.exemplars().stream()
                .filter(e -> e.hasNextVector() && announced.fits(UnitVector.of(e.getNextVector())))
                .map(Description::byNextModel)
                .toList();
        exemplars = new ExemplarChoice(known);
        return announced;
    }

    /** Nothing before the first description. */
    Optional<ModalityMean> mean() {
        if (serving == null) {
            return Optional.empty();
        }
        ModalityMean.Builder mean = ModalityMean.newBuilder()
                .setModality(modality)
                .setVector(serving.mean().toMessage())
                .setCount(serving.count());
        if (next != null) {
            mean.setNextVector(next.mean().toMessage()).setNextCount(next.count());
        }
        return Optional.of(mean.build());
    }

    Modality modality() {
        return modality;
    }

    Optional<DescriptorAverage> serving() {
        return Optional.ofNullable(serving);
    }

    /** By the model that is being brought in. */
    Optional<DescriptorAverage> next() {
        return Optional.ofNullable(next);
    }

    List<Exemplar> exemplars() {
        return exemplars.exemplars();
    }

    private List<DescriptorAverage> averages() {
        List<DescriptorAverage> all = new ArrayList<>(2);
        serving().ifPresent(all::add);
        next().ifPresent(all::add);
        return all;
    }
}
