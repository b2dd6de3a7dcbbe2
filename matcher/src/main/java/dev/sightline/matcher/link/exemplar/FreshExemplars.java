package dev.sightline.matcher.link.exemplar;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.matcher.link.memory.ExemplarKey;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.link.models.SiteModels;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
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

    FreshExemplars(IdentityState identity, SiteModels models) {
        identity.getExemplarsList().forEach(e -> kept.put(ExemplarKey.of(e), e));
        this.models = models;
    }

    List<KeptExemplar> of(TrackletUpdate update, double leastQuality) {
        List<KeptExemplar> fresh = new ArrayList<>();
        for (Exemplar exemplar : update.getExemplarsList()) {
            if (exemplar.getQuality() >= leastQuality) {
                KeptExemplar reported = ExemplarSet.keep(update.getTrackletId(), exemplar);
                KeptExemplar before = kept.get(ExemplarKey.of(reported));
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
        if (SameModel.of(reported.getVector(), before.getVector())) {
            boolean more = before.hasNextVector() && !reported.hasNextVector();
            return Optional.of(
                    more
                            ? reported.toBuilder()
                                    .setNextVector(before.getNextVector())
                                    .build()
                            : reported);
        }
        boolean serves = before.getVector().getModelId().equals(models.serving(reported.getModality()));
        return serves ? Optional.of(before) : current ? Optional.of(reported) : Optional.empty();
    }

    private static boolean describes(ModalityMean mean, KeptExemplar exemplar) {
        return mean.getModality() == exemplar.getModality() && SameModel.of(mean.getVector(), exemplar.getVector());
    }
}
