package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.gallery.Neighbors;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SiteGallery;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.score.Scale;
import dev.sightline.matcher.link.score.Scales;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Searches the site's gallery for those nearest to a tracklet in one modality. What the search measured is not measured again. */
final class NearestSearch {
    private static final int NEAREST = 24;

    private final Scales scales;
    private final SiteMemory memory;

    NearestSearch(Scales scales, SiteMemory memory) {
        this.scales = scales;
        this.memory = memory;
    }

    /** What {@link #compare} will ask the gallery; empty without a calibration. */
    Optional<SiteGallery.Question> question(Tracklet tracklet, Probe probe) {
        return scales.of(probe.mean().modelId())
                .map(scale -> new SiteGallery.Question(
                        probe.modality(), probe.against(scale.comparesCrops()), tracklet.cameraId(), NEAREST));
    }

    /**
     * @param excluded identities that it cannot be, with the reason
     * @param evidence takes the exclusions and models without calibration
     * @param ids takes who is near
     * @return empty without a calibration
     */
    Optional<Compared> compare(
            Tracklet tracklet, Probe probe, Map<String, String> excluded, EvidenceBuilder evidence, Set<String> ids) {
        Optional<Scale> scale = scales.of(probe.mean().modelId());
        if (scale.isEmpty()) {
            evidence.uncalibrated(probe.mean().modelId());
            return Optional.empty();
        }
        evidence.compared(probe, scale.get());
        UnitVector vector = probe.against(scale.get().comparesCrops());
        StrangersHere strangers = StrangersHere.of(memory, tracklet, probe.modality(), vector, scale.get());
        Optional<SiteGallery.View> view = memory.gallery().view(probe.modality(), vector, tracklet.cameraId());
        if (view.isEmpty()) {
            return Optional.of(new Compared(probe, vector, 0, 0, strangers, (other, id) -> Optional.empty()));
        }
        SiteGallery.View gallery = view.get();
        Neighbors near = gallery.nearest(vector, NEAREST, id -> !excluded.containsKey(id));
        Map<String, Optional<Match>> measured = new HashMap<>(4 * NEAREST);
        for (Match match : near.matches()) {
            measured.put(match.identityId(), Optional.of(match));
            ids.add(match.identityId());
        }
        int across = near.across();
        int within = near.within();
        for (Map.Entry<String, String> out : excluded.entrySet()) {
            Optional<Match> match = gallery.distances(vector, out.getKey());
            if (match.isPresent()) {
                across -= Double.isInfinite(match.get().across()) ? 0 : 1;
                within -= Double.isInfinite(match.get().within()) ? 0 : 1;
                evidence.excluded(out.getKey(), out.getValue());
            }
        }
        return Optional.of(new Compared(
                probe,
                vector,
                Math.max(0, across),
                Math.max(0, within),
                strangers,
                (other, id) -> other == vector
                        ? measured.computeIfAbsent(id, asked -> gallery.distances(vector, asked))
                        : gallery.distances(other, id)));
    }
}
