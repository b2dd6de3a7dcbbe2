package dev.sightline.matcher.link.models;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import dev.sightline.matcher.link.memory.SiteMemory;
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
        for (Identity identity : memory.identities()) {
            List<KeptExemplar> before = identity.exemplars();
            List<KeptExemplar> after = switched(before, change);
            int described = count(after, change.modality());
            identities++;
            taken += described;
            dropped += before.size() - after.size();
            bare += after.isEmpty() && !before.isEmpty() ? 1 : 0;
            if (!after.equals(before)) {
                memory.put(identity.with(after));
            }
        }
        memory.tracklets().open().forEach(open -> memory.tracklets().put(open.carriedOver()));
        int unclaimed = memory.waiting().forget(change.modality(), change.to());
        return new SwitchReport(
                change.modality(),
                change.from(),
                change.to(),
                identities,
                new SwitchReport.Exemplars(taken, dropped, bare, unclaimed));
    }

    private List<KeptExemplar> switched(List<KeptExemplar> exemplars, SiteModels.ModelSwitch change) {
        List<KeptExemplar> after = new ArrayList<>();
        for (KeptExemplar exemplar : exemplars) {
            boolean concerned = exemplar.modality() == change.modality()
                    && !exemplar.vector().modelId().equals(change.to());
            if (concerned) {
                described(exemplar, change.to()).ifPresent(vector -> after.add(exemplar.switched(vector)));
            } else {
                after.add(exemplar);
            }
        }
        return after;
    }

    private Optional<UnitVector> described(KeptExemplar exemplar, String model) {
        return exemplar.nextVector()
                .filter(next -> next.modelId().equals(model))
                .or(() -> memory.waiting().find(exemplar.crop(), model));
    }

    private static int count(List<KeptExemplar> exemplars, Modality modality) {
        return (int) exemplars.stream().filter(e -> e.modality() == modality).count();
    }
}
