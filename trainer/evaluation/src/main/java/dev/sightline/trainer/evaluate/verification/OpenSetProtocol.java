package dev.sightline.trainer.evaluate.verification;

import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who is in the gallery and who asks. A seeded share of the people is enrolled, each with the crops of one camera (the
 * first by name); their crops in other cameras are the mated probes. With one camera, the first tracklet is enrolled,
 * or, where the data names none, the first half of the crops. The people who are not enrolled ask with all their crops,
 * also in the enrolment's camera, where strangers look most alike.
 *
 * <p>The draw depends on the identities and the seed alone, so two models get the same gallery and probes.
 *
 * @param enrolled share of the people, above 0 and below 1
 * @param seed of the draw
 */
public record OpenSetProtocol(double enrolled, long seed) {

    public OpenSetProtocol {
        if (!(enrolled > 0 && enrolled < 1)) {
            throw new IllegalArgumentException(
                    "share of enrolled people " + enrolled + " is not allowed: use a number above 0 and below 1");
        }
    }

    /** Half of the people, seed 1. */
    public static OpenSetProtocol defaults() {
        return new OpenSetProtocol(.5, 1);
    }

    /**
     * Splits the crops and asks; distractors are nobody and left out.
     *
     * @throws IllegalArgumentException when that leaves no mated or no non-mated probe
     */
    public OpenSet run(List<LabeledDescriptor> all) {
        List<LabeledDescriptor> crops = Label.people(all);
        Set<String> known = known(crops);
        boolean oneCamera =
                crops.stream().map(LabeledDescriptor::camera).distinct().count() == 1;
        Map<String, List<LabeledDescriptor>> byPerson = new TreeMap<>();
        crops.forEach(c ->
                byPerson.computeIfAbsent(c.identity(), i -> new ArrayList<>()).add(c));
        List<LabeledDescriptor> gallery = new ArrayList<>();
        List<LabeledDescriptor> probes = new ArrayList<>();
        byPerson.forEach((identity, own) -> {
            if (known.contains(identity)) {
                enrol(own, oneCamera, gallery, probes);
            } else {
                probes.addAll(own);
            }
        });
        return OpenSet.of(gallery, probes);
    }

    private Set<String> known(List<LabeledDescriptor> crops) {
        List<String> people = new ArrayList<>(crops.stream()
                .map(LabeledDescriptor::identity)
                .distinct()
                .sorted()
                .toList());
        Collections.shuffle(people, new Random(seed));
        return new HashSet<>(people.subList(0, (int) Math.round(enrolled * people.size())));
    }

    private static void enrol(
            List<LabeledDescriptor> own,
            boolean oneCamera,
            List<LabeledDescriptor> gallery,
            List<LabeledDescriptor> probes) {
        List<LabeledDescriptor> sorted = own.stream()
                .sorted(Comparator.comparing(LabeledDescriptor::camera)
                        .thenComparing(LabeledDescriptor::tracklet)
                        .thenComparing(LabeledDescriptor::source))
                .toList();
        LabeledDescriptor first = sorted.get(0);
        boolean named = sorted.stream().anyMatch(crop -> !crop.tracklet().equals(first.tracklet()));
        int half = (sorted.size() + 1) / 2;
        for (int i = 0; i < sorted.size(); i++) {
            LabeledDescriptor crop = sorted.get(i);
            boolean kept = !oneCamera
                    ? crop.camera().equals(first.camera())
                    : named ? crop.tracklet().equals(first.tracklet()) : i < half;
            (kept ? gallery : probes).add(crop);
        }
    }
}
