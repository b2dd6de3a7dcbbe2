package dev.sightline.matcher.link.models;

import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.matcher.link.memory.ExemplarKey;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import dev.sightline.matcher.link.memory.Redescribed;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.link.memory.SiteMemory;
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
    private final Map<ExemplarKey, Redescribed> open = new LinkedHashMap<>();
    private int filled;
    private int waiting;
    private int repeated;
    private int late;

    public Redescribing(SiteMemory memory) {
        this.memory = memory;
    }

    public RedescriptionOutcome take(Redescription message, SiteModels models) {
        for (RedescribedExemplar exemplar : message.getExemplarsList()) {
            Redescribed described = Redescribed.of(exemplar);
            if (described.modelId().equals(models.serving(described.modality()))) {
                late++;
            } else {
                models.announce(described.modality(), described.modelId());
                repeated += open.put(described.crop(), described) == null ? 0 : 1;
            }
        }
        memory.identities().forEach(this::fill);
        for (Redescribed described : open.values()) {
            boolean added = memory.waiting().add(described);
            waiting += added ? 1 : 0;
            repeated += added ? 0 : 1;
        }
        return new RedescriptionOutcome(filled, waiting, repeated, late);
    }

    private void fill(Identity identity) {
        List<KeptExemplar> beside = new ArrayList<>();
        int before = filled;
        for (KeptExemplar kept : identity.exemplars()) {
            Redescribed described = open.remove(kept.crop());
            beside.add(described == null ? kept : filled(kept, described));
        }
        if (filled > before) {
            memory.put(identity.with(beside));
        }
    }

    private KeptExemplar filled(KeptExemplar kept, Redescribed described) {
        boolean known = SameModel.of(described.vector(), kept.vector())
                || kept.next() != null && SameModel.of(described.vector(), kept.next());
        if (known) {
            repeated++;
            return kept;
        }
        filled++;
        return kept.beside(described.vector());
    }
}
