package dev.sightline.trainer.adapt;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * People who walk past the cameras north and south, as a model describes them: what it sees of a person, what the camera
 * adds, and noise.
 *
 * @param people how many
 * @param noise of one crop, beside a person's 1
 * @param camera what the cameras add
 * @param seed of all draws
 */
record Yard(int people, double noise, double camera, long seed) {
    static final int CROPS = 6;
    private static final int NUMBERS = 32;

    List<ObservedTracklet> tracklets() {
        List<ObservedTracklet> all = new ArrayList<>();
        for (String place : List.of("north", "south")) {
            for (int person = 0; person < people; person++) {
                List<Picture> pictures = new ArrayList<>();
                for (int i = 0; i < CROPS; i++) {
                    pictures.add(
                            new Picture(name(place, person, i), Path.of(name(place, person, i)), Optional.empty()));
                }
                all.add(new ObservedTracklet(id(place, person), "yard", place, Optional.empty(), pictures));
            }
        }
        return all;
    }

    ObservedSite site(List<LabeledPair> labels) {
        return new ObservedSite("yard", tracklets(), labels);
    }

    DescribedSite described() {
        return DescribedSite.of(tracklets(), crops());
    }

    /** The same tracklets, each as the only one of its camera. */
    DescribedSite eachInACameraOfTheirOwn() {
        List<ObservedTracklet> alone = tracklets().stream()
                .map(t -> new ObservedTracklet(t.id(), t.site(), t.id(), t.stay(), t.crops()))
                .toList();
        return DescribedSite.of(alone, crops());
    }

    /** The first picture of each tracklet alone. */
    List<ObservedTracklet> ofOnePicture() {
        return tracklets().stream()
                .map(t -> new ObservedTracklet(
                        t.id(), t.site(), t.camera(), t.stay(), t.crops().subList(0, 1)))
                .toList();
    }

    List<LabeledDescriptor> crops() {
        List<LabeledDescriptor> crops = new ArrayList<>();
        Random random = new Random(seed);
        for (String place : List.of("north", "south")) {
            double[] light = drawn(new Random(place.hashCode()), camera);
            for (int person = 0; person < people; person++) {
                double[] own = drawn(new Random(1000 + person), 1);
                for (int i = 0; i < CROPS; i++) {
                    double[] speckle = drawn(random, noise);
                    float[] values = new float[NUMBERS];
                    for (int k = 0; k < NUMBERS; k++) {
                        values[k] = (float) (own[k] + light[k] + speckle[k]);
                    }
                    crops.add(new LabeledDescriptor(
                            name(place, person, i),
                            "p" + person,
                            place,
                            id(place, person),
                            UnitVector.normalize("model@1", values, 1)));
                }
            }
        }
        return crops;
    }

    /** Everybody with themselves. */
    List<LabeledPair> rightLinks() {
        List<LabeledPair> links = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            links.add(link(person, person));
        }
        return links;
    }

    /** Everybody with somebody. */
    List<LabeledPair> randomLinks(long draw) {
        Random random = new Random(draw);
        List<LabeledPair> links = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            links.add(link(person, random.nextInt(people)));
        }
        return links;
    }

    static LabeledPair link(int north, int south) {
        return new LabeledPair(id("north", north), id("south", south), true, LabelSource.SELF_CONFIDENT_LINK);
    }

    static LabeledPair apart(String place, int one, int other) {
        return new LabeledPair(id(place, one), id(place, other), false, LabelSource.SELF_SAME_TIME);
    }

    static String id(String place, int person) {
        return "%s/%03d".formatted(place, person);
    }

    private static String name(String place, int person, int i) {
        return id(place, person) + "/" + i;
    }

    private static double[] drawn(Random random, double length) {
        double[] values = new double[NUMBERS];
        for (int k = 0; k < NUMBERS; k++) {
            values[k] = length * random.nextGaussian();
        }
        return values;
    }
}
