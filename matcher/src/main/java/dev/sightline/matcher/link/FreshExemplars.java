package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Exemplar;
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
final class FreshExemplars {
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
                KeptExemplar told = ExemplarSet.keep(update.getTrackletId(), exemplar);
                KeptExemplar before = kept.get(ExemplarKey.of(told));
                boolean current = update.getMeansList().stream().anyMatch(mean -> describes(mean, told));
                both(told, before, current).ifPresent(fresh::add);
            }
        }
        return fresh;
    }

    /** @param current the tracklet is compared by the model of this telling */
    private Optional<KeptExemplar> both(KeptExemplar told, @Nullable KeptExemplar before, boolean current) {
        if (before == null) {
            return current ? Optional.of(told) : Optional.empty();
        }
        if (SameModel.of(told.getVector(), before.getVector())) {
            boolean more = before.hasNextVector() && !told.hasNextVector();
            return Optional.of(
                    more
                            ? told.toBuilder()
                                    .setNextVector(before.getNextVector())
                                    .build()
                            : told);
        }
        boolean serves = before.getVector().getModelId().equals(models.serving(told.getModality()));
        return serves ? Optional.of(before) : current ? Optional.of(told) : Optional.empty();
    }

    private static boolean describes(ModalityMean mean, KeptExemplar exemplar) {
        return mean.getModality() == exemplar.getModality() && SameModel.of(mean.getVector(), exemplar.getVector());
    }
}
