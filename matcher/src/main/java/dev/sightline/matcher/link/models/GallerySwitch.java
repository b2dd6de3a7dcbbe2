package dev.sightline.matcher.link.models;

import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.ExemplarKey;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import dev.sightline.matcher.v1.OpenTracklet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Switches what a site keeps of one modality to another model: what that model described goes on, under its
 * descriptors; what it never described is dropped. Identities stay, with their ids, stays and watchlist entries; one
 * that is left without an exemplar is still known by its open tracklets, which bring new ones. Done between two frames,
 * in the transaction of the second one.
 */
public final class GallerySwitch {
    private final SiteMemory memory;

    public GallerySwitch(SiteMemory memory) {
        this.memory = memory;
    }

    public SwitchReport run(SiteModels.ModelSwitch change) {
        int identities = 0;
        int taken = 0;
        int dropped = 0;
        int bare = 0;
        for (IdentityState identity : memory.identities()) {
            List<KeptExemplar> before = identity.getExemplarsList();
            List<KeptExemplar> after = switched(before, change);
            int described = count(after, change.modality());
            identities++;
            taken += described;
            dropped += before.size() - after.size();
            bare += after.isEmpty() && !before.isEmpty() ? 1 : 0;
            if (!after.equals(before)) {
                memory.put(identity.toBuilder()
                        .clearExemplars()
                        .addAllExemplars(after)
                        .build());
            }
        }
        memory.tracklets().open().forEach(this::carry);
        int unclaimed = memory.waiting().forget(change.modality(), change.to());
        return new SwitchReport(
                change.modality(),
                change.from(),
                change.to(),
                identities,
                new SwitchReport.Exemplars(taken, dropped, bare, unclaimed));
    }

    /** What it showed was counted in crops that the new model may not know. */
    private void carry(OpenTracklet tracklet) {
        memory.tracklets()
                .put(tracklet.toBuilder()
                        .setCarried(!tracklet.getIdentityId().isEmpty())
                        .setDescribed(0)
                        .build());
    }

    private List<KeptExemplar> switched(List<KeptExemplar> exemplars, SiteModels.ModelSwitch change) {
        List<KeptExemplar> after = new ArrayList<>();
        for (KeptExemplar exemplar : exemplars) {
            boolean concerned = exemplar.getModality() == change.modality()
                    && !exemplar.getVector().getModelId().equals(change.to());
            if (concerned) {
                described(exemplar, change.to()).ifPresent(vector -> after.add(switched(exemplar, vector)));
            } else {
                after.add(exemplar);
            }
        }
        return after;
    }

    private Optional<Descriptor> described(KeptExemplar exemplar, String model) {
        return exemplar.getNextVector().getModelId().equals(model)
                ? Optional.of(exemplar.getNextVector())
                : memory.waiting().find(ExemplarKey.of(exemplar), model);
    }

    /** The quality is the crop's, not the model's. */
    private static KeptExemplar switched(KeptExemplar exemplar, Descriptor vector) {
        return exemplar.toBuilder()
                .setVector(vector.toBuilder().setQuality(exemplar.getVector().getQuality()))
                .clearNextVector()
                .build();
    }

    private static int count(List<KeptExemplar> exemplars, Modality modality) {
        return (int) exemplars.stream().filter(e -> e.getModality() == modality).count();
    }
}
