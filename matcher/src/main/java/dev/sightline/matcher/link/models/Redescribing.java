package dev.sightline.matcher.link.models;

import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.matcher.link.memory.ExemplarKey;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes in stored exemplars that a model which is being brought in re-embedded. They lie beside the descriptors that
 * count until the site switches. The same one twice changes nothing, so a job may begin again. For one message, one
 * thread.
 */
public final class Redescribing {
    private final SiteMemory memory;
    private final Map<ExemplarKey, RedescribedExemplar> open = new LinkedHashMap<>();
    private int filled;
    private int waiting;
    private int repeated;
    private int late;

    public Redescribing(SiteMemory memory) {
        this.memory = memory;
    }

    public RedescriptionOutcome take(Redescription message, SiteModels models) {
        for (RedescribedExemplar described : message.getExemplarsList()) {
            String model = described.getVector().getModelId();
            if (model.equals(models.serving(described.getModality()))) {
                late++;
            } else {
                models.announce(described.getModality(), model);
                repeated += open.put(ExemplarKey.of(described), described) == null ? 0 : 1;
            }
        }
        memory.identities().forEach(this::fill);
        for (RedescribedExemplar described : open.values()) {
            boolean added = memory.waiting().add(described);
            waiting += added ? 1 : 0;
            repeated += added ? 0 : 1;
        }
        return new RedescriptionOutcome(filled, waiting, repeated, late);
    }

    private void fill(IdentityState identity) {
        List<KeptExemplar> beside = new ArrayList<>();
        int before = filled;
        for (KeptExemplar kept : identity.getExemplarsList()) {
            RedescribedExemplar described = open.remove(ExemplarKey.of(kept));
            beside.add(described == null ? kept : filled(kept, described));
        }
        if (filled > before) {
            memory.put(identity.toBuilder()
                    .clearExemplars()
                    .addAllExemplars(beside)
                    .build());
        }
    }

    private KeptExemplar filled(KeptExemplar kept, RedescribedExemplar described) {
        boolean known = SameModel.of(described.getVector(), kept.getVector())
                || SameModel.of(described.getVector(), kept.getNextVector());
        if (known) {
            repeated++;
            return kept;
        }
        filled++;
        return kept.toBuilder().setNextVector(described.getVector()).build();
    }
}
