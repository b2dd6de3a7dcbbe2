package dev.sightline.trainer.pair;

import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import dev.sightline.trainer.pair.ObservedTracklet.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labels that need nobody to look: what unbroken stays, clocks and clear links say. */
public final class SelfLabels {

    private SelfLabels() {}

    /**
     * Labels of the tracklets of one site.
     *
     * @param tracklets ids are unique
     * @param links between them; those within one camera, or with a tracklet that is not among these, say nothing
     */
    public static List<LabeledPair> of(
            Collection<ObservedTracklet> tracklets, Collection<ConfidentLink> links, SelfLabelPolicy policy) {
        List<LabeledPair> labels = new ArrayList<>();
        if (policy.sameTracklet()) {
            tracklets.forEach(t -> addSameTracklet(t, labels));
        }
        if (policy.sameTime()) {
            byCamera(tracklets).forEach(stays -> addSameTime(stays, policy.minOverlap(), labels));
        }
        if (policy.links()) {
            addLinks(tracklets, links, policy, labels);
        }
        return labels;
    }

    /** A stay with one picture says nothing about two. */
    private static void addSameTracklet(ObservedTracklet tracklet, List<LabeledPair> labels) {
        if (tracklet.crops().size() < 2) {
            return;
        }
        for (Picture picture : tracklet.crops()) {
            labels.add(new LabeledPair(tracklet.id(), picture.name(), true, LabelSource.SELF_SAME_TRACKLET));
        }
    }

    private static Collection<List<ObservedTracklet>> byCamera(Collection<ObservedTracklet> tracklets) {
        Map<String, List<ObservedTracklet>> cameras = new HashMap<>();
        for (ObservedTracklet tracklet : tracklets) {
            if (tracklet.stay().isPresent()) {
                cameras.computeIfAbsent(tracklet.camera(), k -> new ArrayList<>())
                        .add(tracklet);
            }
        }
        return cameras.values();
    }

    private static void addSameTime(List<ObservedTracklet> stays, Duration overlap, List<LabeledPair> labels) {
        stays.sort(Comparator.comparing(SelfLabels::start).thenComparing(ObservedTracklet::id));
        List<ObservedTracklet> present = new ArrayList<>();
        for (ObservedTracklet arrival : stays) {
            present.removeIf(p -> end(p).isBefore(start(arrival)));
            for (ObservedTracklet other : present) {
                Instant together = end(other).isBefore(end(arrival)) ? end(other) : end(arrival);
                if (Duration.between(start(arrival), together).compareTo(overlap) >= 0) {
                    labels.add(new LabeledPair(arrival.id(), other.id(), false, LabelSource.SELF_SAME_TIME));
                }
            }
            present.add(arrival);
        }
    }

    private static void addLinks(
            Collection<ObservedTracklet> tracklets,
            Collection<ConfidentLink> links,
            SelfLabelPolicy policy,
            List<LabeledPair> labels) {
        Map<String, String> cameras = new HashMap<>();
        tracklets.forEach(t -> cameras.put(t.id(), t.camera()));
        for (ConfidentLink link : links) {
            String from = cameras.get(link.left());
            String to = cameras.get(link.right());
            if (from != null && to != null && !from.equals(to) && policy.trusts(link)) {
                labels.add(new LabeledPair(link.left(), link.right(), true, LabelSource.SELF_CONFIDENT_LINK));
            }
        }
    }

    private static Instant start(ObservedTracklet tracklet) {
        return tracklet.stay().map(Stay::start).orElseThrow();
    }

    private static Instant end(ObservedTracklet tracklet) {
        return tracklet.stay().map(Stay::end).orElseThrow();
    }
}
