package dev.sightline.trainer.adapt;

import dev.sightline.trainer.adapt.DescribedSite.Described;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.PairIdentities;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is whom among the frozen tracklets, as far as can be known without a label: people's labels first, then links that
 * both models find for themselves, each tracklet the other's nearest among the whole site. Such a link favors neither.
 * Easy people agree more often, so gains look smaller than they are.
 *
 * @param people person of each tracklet of the site
 * @param frozen who asks
 * @param agreed links that both models find, with a frozen tracklet at one end or both
 */
public record SiteTruth(Map<String, String> people, FrozenPart frozen, int agreed) {

    public SiteTruth {
        people = Map.copyOf(people);
    }

    /** Of two views of one site. */
    public static SiteTruth of(ObservedSite site, FrozenPart frozen, DescribedSite champion, DescribedSite challenger) {
        Set<LabeledPair> both = new HashSet<>(SiteLinks.mutual(champion));
        both.retainAll(SiteLinks.mutual(challenger));
        List<LabeledPair> labels = new ArrayList<>(site.stated());
        both.stream().sorted().forEach(labels::add);
        PairIdentities people = PairIdentities.of(labels);
        long agreed = people.used().stream()
                .filter(both::contains)
                .filter(l -> !frozen.trains(l.left()) || !frozen.trains(l.right()))
                .count();
        return new SiteTruth(people.identities(), frozen, (int) agreed);
    }

    /** Crops of frozen tracklets, who ask across cameras. */
    public List<LabeledDescriptor> queries(DescribedSite site) {
        return labeled(site, false);
    }

    /** Crops of the whole site. Those of tracklets that train are of nobody who asks, unless a label says so. */
    public List<LabeledDescriptor> gallery(DescribedSite site) {
        return labeled(site, true);
    }

    /**
     * Halves of the frozen tracklets of one camera, as if each half had been seen by a camera of its own, so that the
     * earlier one asks for the later one among all of them. This needs no link.
     */
    public List<LabeledDescriptor> halves(DescribedSite site, String camera) {
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (Described tracklet : site.of(camera)) {
            if (frozen.trains(tracklet.id()) || tracklet.crops().size() < 2) {
                continue;
            }
            for (int i = 0; i < tracklet.crops().size(); i++) {
                String half = i < (tracklet.crops().size() + 1) / 2 ? "early" : "late";
                LabeledDescriptor crop = tracklet.crops().get(i);
                crops.add(new LabeledDescriptor(crop.source(), tracklet.id(), camera + ", " + half, "", crop.vector()));
            }
        }
        return crops;
    }

    private List<LabeledDescriptor> labeled(DescribedSite site, boolean all) {
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (Described tracklet : site.tracklets()) {
            if (all || !frozen.trains(tracklet.id())) {
                tracklet.crops()
                        .forEach(c -> crops.add(new LabeledDescriptor(
                                c.source(), person(tracklet), tracklet.camera(), tracklet.id(), c.vector())));
            }
        }
        return crops;
    }

    private String person(Described tracklet) {
        return people.getOrDefault(tracklet.id(), tracklet.id());
    }
}
