package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.v1.Modality;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a site has come.
 *
 * @param identitiesMade ordinals given out, whether their identities are still known or not
 * @param eventTimeUs capture time of the latest frame taken
 * @param tidiedUs event time of the last tidying
 * @param lookedUs event time of the last look at closed tracklets
 * @param models one for each modality that was ever described
 */
public record SiteProgress(
        long identitiesMade, long eventTimeUs, long tidiedUs, long lookedUs, List<ServingModel> models) {
    static final SiteProgress START = new SiteProgress(0, 0, 0, 0, List.of());

    public SiteProgress {
        models = List.copyOf(models);
    }

    SiteProgress madeOneMore() {
        return new SiteProgress(identitiesMade + 1, eventTimeUs, tidiedUs, lookedUs, models);
    }

    public SiteProgress at(long timeUs) {
        return new SiteProgress(identitiesMade, timeUs, tidiedUs, lookedUs, models);
    }

    public SiteProgress tidied(long timeUs) {
        return new SiteProgress(identitiesMade, eventTimeUs, timeUs, lookedUs, models);
    }

    public SiteProgress looked(long timeUs) {
        return new SiteProgress(identitiesMade, eventTimeUs, tidiedUs, timeUs, models);
    }

    public ServingModel model(Modality modality) {
        return models.stream()
                .filter(m -> m.modality() == modality)
                .findFirst()
                .orElseGet(() -> ServingModel.none(modality));
    }

    public SiteProgress with(ServingModel next) {
        List<ServingModel> all = new ArrayList<>();
        models.stream().filter(m -> m.modality() != next.modality()).forEach(all::add);
        all.add(next);
        return new SiteProgress(identitiesMade, eventTimeUs, tidiedUs, lookedUs, all);
    }
}
