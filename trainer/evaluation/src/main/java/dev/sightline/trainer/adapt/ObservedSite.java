package dev.sightline.trainer.adapt;

import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.PairIdentities;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A site as it was seen.
 *
 * @param name of the site
 * @param tracklets all of them; ids and names of pictures are unique
 * @param labels about tracklets: people's, pairs that were there at one time, and links that a matcher made
 */
public record ObservedSite(String name, List<ObservedTracklet> tracklets, List<LabeledPair> labels) {

    public ObservedSite {
        tracklets = List.copyOf(tracklets);
        Set<String> ids = tracklets.stream().map(ObservedTracklet::id).collect(Collectors.toSet());
        labels = labels.stream()
                .filter(l -> ids.contains(l.left()) && ids.contains(l.right()))
                .toList();
    }

    /** The same with at most so many pictures of each tracklet, evenly spread. */
    public ObservedSite thinned(int most) {
        return new ObservedSite(
                name,
                tracklets.stream()
                        .map(t -> new ObservedTracklet(
                                t.id(), t.site(), t.camera(), t.stay(), LearningSet.spread(t.crops(), most)))
                        .toList(),
                labels);
    }

    /** Links that a matcher made. */
    public List<LabeledPair> givenLinks() {
        return labels.stream().filter(ObservedSite::isLink).toList();
    }

    /** Labels of people, and who was there at one time: what needs no model. */
    public List<LabeledPair> stated() {
        return labels.stream().filter(l -> !isLink(l)).toList();
    }

    /** Pairs of tracklets known to have been there at one time. */
    public long strangers() {
        return labels.stream()
                .filter(l -> l.source() == LabelSource.SELF_SAME_TIME)
                .count();
    }

    /** Labels that a person gave. */
    public long byPeople() {
        return labels.stream()
                .filter(l -> l.source() == LabelSource.OPERATOR || l.source() == LabelSource.IMPORT)
                .count();
    }

    /** Cameras. */
    public Set<String> cameras() {
        return tracklets.stream().map(ObservedTracklet::camera).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Links that do not contradict what people and clocks say, nor one another. */
    public List<LabeledPair> holding(List<LabeledPair> links) {
        List<LabeledPair> all = new ArrayList<>(stated());
        all.addAll(links);
        return PairIdentities.of(all).used().stream()
                .filter(ObservedSite::isLink)
                .toList();
    }

    private static boolean isLink(LabeledPair label) {
        return label.source() == LabelSource.SELF_CONFIDENT_LINK;
    }
}
