package dev.sightline.trainer.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import dev.sightline.trainer.snapshot.Crop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningSetTest {
    private static final FrozenPart NOBODY = new FrozenPart(Set.of());

    @TempDir
    private Path folder;

    private Yard yard = new Yard(6, .3, .4, 3);

    @Test
    void shouldKeepCamerasApartAndJoinWhoIsLinked() throws IOException {
        LearningSet set = set(List.of(Yard.link(0, 0), Yard.link(1, 1)), NOBODY);

        assertThat(set.people()).containsOnlyKeys("yard@north", "yard@south", "yard@links");
        assertThat(set.people()).containsEntry("yard@north", 6).containsEntry("yard@links", 2);
        assertThat(set.joined()).isEqualTo(2);
        assertThat(set.crops())
                .filteredOn(c -> c.site().equals("yard@links"))
                .extracting(Crop::camera)
                .contains("north", "south");
    }

    @Test
    void shouldNeverTrainOnTheFrozenPart() throws IOException {
        FrozenPart frozen = new FrozenPart(Set.of(Yard.id("north", 0), Yard.id("south", 0)));

        LearningSet set = set(List.of(Yard.link(0, 0), Yard.link(1, 1)), frozen);

        assertThat(set.crops()).extracting(Crop::tracklet).doesNotContain(Yard.id("north", 0), Yard.id("south", 0));
        assertThat(set.joined()).isEqualTo(1);
    }

    @Test
    void shouldLeaveOutWhoMayHaveComeBackUnlessTheClockSaysOtherwise() throws IOException {
        assertThat(set(List.of(), NOBODY).returns()).isZero();
        // A crop is so unlike the next of the same person that everybody may be anybody.
        yard = new Yard(6, 30, .4, 3);
        assertThat(set(List.of(), NOBODY).returns()).isPositive();

        List<LabeledPair> clocks = new ArrayList<>();
        for (String place : List.of("north", "south")) {
            for (int one = 1; one < 6; one++) {
                for (int other = 0; other < one; other++) {
                    clocks.add(Yard.apart(place, one, other));
                }
            }
        }
        assertThat(set(clocks, NOBODY).returns()).isZero();
    }

    @Test
    void shouldBelieveClocksRatherThanLinks() throws IOException {
        // Two people of north who were there at one time, linked with one of south.
        LearningSet set = set(List.of(Yard.apart("north", 0, 1), Yard.link(0, 0), Yard.link(1, 0)), NOBODY);

        assertThat(set.contradictions()).isEqualTo(1);
        assertThat(set.joined()).isZero();
    }

    @Test
    void shouldLearnFromSinglePicturesOnlyWhereTheyAreJoined() throws IOException {
        LearningSet set = set(yard.ofOnePicture(), List.of(Yard.link(0, 0), Yard.link(1, 1)), NOBODY);

        assertThat(set.people()).containsOnlyKeys("yard@links").containsEntry("yard@links", 2);
        assertThat(set.crops())
                .extracting(Crop::tracklet)
                .containsExactlyInAnyOrder(
                        Yard.id("north", 0), Yard.id("south", 0), Yard.id("north", 1), Yard.id("south", 1));
    }

    @Test
    void shouldSpreadWhatItTakesOfALongTracklet() {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pictures.add(new Picture("p" + i, Path.of("p" + i), Optional.empty()));
        }

        assertThat(LearningSet.spread(pictures, 4))
                .extracting(Picture::name)
                .containsExactly("p0", "p33", "p66", "p99");
        assertThat(LearningSet.spread(pictures, 100)).hasSize(100);
    }

    private LearningSet set(List<LabeledPair> labels, FrozenPart frozen) throws IOException {
        return set(yard.tracklets(), labels, frozen);
    }

    private LearningSet set(List<ObservedTracklet> tracklets, List<LabeledPair> labels, FrozenPart frozen)
            throws IOException {
        List<ObservedTracklet> written = new ArrayList<>();
        for (ObservedTracklet tracklet : tracklets) {
            List<Picture> pictures = new ArrayList<>();
            for (Picture picture : tracklet.crops()) {
                Path file = folder.resolve(picture.name().replace('/', '-'));
                Files.writeString(file, picture.name());
                pictures.add(new Picture(picture.name(), file, Optional.empty()));
            }
            written.add(new ObservedTracklet(
                    tracklet.id(), tracklet.site(), tracklet.camera(), Optional.empty(), pictures));
        }
        return LearningSet.of(
                new ObservedSite("yard", written, labels),
                labels,
                frozen,
                DescribedSite.of(tracklets, yard.crops()),
                AdaptPolicy.defaults());
    }
}
