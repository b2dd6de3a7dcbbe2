package dev.sightline.matcher.link.exemplar;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.matcher.link.memory.ExemplarKey;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.link.models.SiteModels;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tracklet's newest exemplars as an identity keeps them. A tracker knows nothing of descriptions that a job added to
 * its crops, so what is kept of the same crop already is not lost to a newer telling of it.
 */
public final class FreshExemplars {
    private final Map<ExemplarKey, KeptExemplar> kept = new HashMap<>();
    private final SiteModels models;

    FreshExemplars(Identity identity, SiteModels models) {
        identity.exemplars().forEach(e -> kept.put(e.crop(), e));
        this.models = models;
    }

    List<KeptExemplar> of(TrackletUpdate update, double leastQuality) {
        List<KeptExemplar> fresh = new ArrayList<>();
        for (Exemplar exemplar : update.getExemplarsList()) {
            if (exemplar.getQuality() >= leastQuality) {
                KeptExemplar reported = ExemplarSet.keep(update.getTrackletId(), exemplar);
                KeptExemplar before = kept.get(reported.crop());
                boolean current = update.getMeansList().stream().anyMatch(mean -> describes(mean, reported));
                both(reported, before, current).ifPresent(fresh::add);
            }
        }
        return fresh;
    }

    /** @param current the tracklet is compared by the model of this telling */
    private Optional<KeptExemplar> both(KeptExemplar reported, @Nullable KeptExemplar before, boolean current) {
        if (before == null) {
            return current ? Optional.of(reported) : Optional.empty();
        }
        if (SameModel.of(reported.vector(), before.vector())) {
            return Optional.of(
                    reported.next() == null
                            ? before.nextVector().map(reported::beside).orElse(reported)
                            : reported);
        }
        boolean serves = before.vector().modelId().equals(models.serving(reported.modality()));
        return serves ? Optional.of(before) : current ? Optional.of(reported) : Optional.empty();
    }

    private static boolean describes(ModalityMean mean, KeptExemplar exemplar) {
        return mean.getModality() == exemplar.modality() && SameModel.of(mean.getVector(), exemplar.vector());
    }
}
