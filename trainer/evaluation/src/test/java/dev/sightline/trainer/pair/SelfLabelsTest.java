package dev.sightline.trainer.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.testkit.TestData;
import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import dev.sightline.trainer.pair.ObservedTracklet.Stay;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.source.Listing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelfLabelsTest {
    private static final SelfLabelPolicy ALL = SelfLabelPolicy.defaults();

    @Test
    void shouldSayThatAStayShowsOnePerson() {
        List<LabeledPair> labels =
                SelfLabels.of(List.of(tracklet("t1", "1", 0, 5, 3), tracklet("t2", "1", 10, 15, 1)), List.of(), ALL);
        assertThat(labels)
                .containsExactly(
                        new LabeledPair("t1", "t1/0.jpg", true, LabelSource.SELF_SAME_TRACKLET),
                        new LabeledPair("t1", "t1/1.jpg", true, LabelSource.SELF_SAME_TRACKLET),
                        new LabeledPair("t1", "t1/2.jpg", true, LabelSource.SELF_SAME_TRACKLET));
    }

    @Test
    void shouldTellApartWhoWasThereTogether() {
        List<ObservedTracklet> tracklets = List.of(
                tracklet("long", "1", 0, 100, 1),
                tracklet("early", "1", 10, 20, 1),
                tracklet("late", "1", 90, 110, 1),
                tracklet("touching", "1", 100, 120, 1),
                tracklet("elsewhere", "2", 0, 100, 1),
                new ObservedTracklet("timeless", "s", "1", Optional.empty(), List.of()));
        assertThat(SelfLabels.of(tracklets, List.of(), ALL))
                .containsExactlyInAnyOrder(apart("long", "early"), apart("long", "late"), apart("late", "touching"));
    }

    @Test
    void shouldAgreeWithComparingEveryTwoStays() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<ObservedTracklet> tracklets = IntStream.range(0, random.nextInt(20))
                    .mapToObj(i -> {
                        int start = random.nextInt(50);
                        return tracklet("t" + i, "" + random.nextInt(2), start, start + random.nextInt(10), 1);
                    })
                    .toList();
            Set<LabeledPair> expected = new HashSet<>();
            for (ObservedTracklet a : tracklets) {
                for (ObservedTracklet b : tracklets) {
                    long together = Math.min(
                                    second(a.stay().orElseThrow().end()),
                                    second(b.stay().orElseThrow().end()))
                            - Math.max(
                                    second(a.stay().orElseThrow().start()),
                                    second(b.stay().orElseThrow().start()));
                    if (a != b && a.camera().equals(b.camera()) && together >= 2) {
                        expected.add(apart(a.id(), b.id()));
                    }
                }
            }
            SelfLabelPolicy policy = new SelfLabelPolicy(true, true, true, Duration.ofSeconds(2), .5, .25);
            assertThat(SelfLabels.of(tracklets, List.of(), policy))
                    .as("seed " + seed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void shouldTrustOnlyClearLinksAcrossCameras() {
        List<ObservedTracklet> tracklets =
                List.of(tracklet("a", "1", 0, 1, 1), tracklet("b", "2", 5, 6, 1), tracklet("c", "1", 9, 10, 1));
        OptionalDouble wide = OptionalDouble.of(.3);
        List<ConfidentLink> links = List.of(
                new ConfidentLink("b", "a", .2, .5, wide),
                new ConfidentLink("b", "c", .3, .5, wide),
                new ConfidentLink("a", "c", .1, .5, wide),
                new ConfidentLink("a", "gone", .1, .5, wide));
        LabeledPair clear = new LabeledPair("a", "b", true, LabelSource.SELF_CONFIDENT_LINK);
        assertThat(SelfLabels.of(tracklets, links, ALL)).containsExactly(clear);
        assertThat(SelfLabels.of(tracklets, List.of(new ConfidentLink("b", "a", .2, .5, OptionalDouble.of(.1))), ALL))
                .isEmpty();
        assertThat(SelfLabels.of(tracklets, List.of(new ConfidentLink("b", "a", .2, .5, OptionalDouble.empty())), ALL))
                .containsExactly(clear);
        assertThat(SelfLabels.of(tracklets, links, ALL.with(true, true, false))).isEmpty();
    }

    @Test
    void shouldSwitchEachKindOff() {
        List<ObservedTracklet> tracklets = List.of(tracklet("a", "1", 0, 5, 2), tracklet("b", "1", 0, 5, 2));
        assertThat(SelfLabels.of(tracklets, List.of(), ALL)).hasSize(5);
        assertThat(SelfLabels.of(tracklets, List.of(), ALL.with(false, true, true)))
                .hasSize(1);
        assertThat(SelfLabels.of(tracklets, List.of(), ALL.with(true, false, true)))
                .hasSize(4);
        assertThat(SelfLabels.of(tracklets, List.of(), SelfLabelPolicy.none())).isEmpty();
        assertThatThrownBy(() -> new SelfLabelPolicy(true, true, true, Duration.ZERO, 0, 0))
                .hasMessageContaining("distance share = 0.0; allowed: above 0 to 1");
        assertThatThrownBy(() -> new Stay(Instant.ofEpochSecond(2), Instant.ofEpochSecond(1)))
                .hasMessageContaining("before it starts");
    }

    @Test
    void shouldFindMutualNeighbors() {
        List<MutualLinks.DescribedTracklet> tracklets = List.of(
                described("a1", "1", 1, 0),
                described("a2", "1", 0, 1),
                described("b1", "2", .9f, .1f),
                described("b2", "2", .6f, .8f),
                described("c1", "3", -1, 0));
        List<ConfidentLink> links = MutualLinks.of(tracklets, .4);
        assertThat(links)
                .filteredOn(l -> !l.right().equals("c1"))
                .extracting(l -> l.left() + l.right())
                .containsExactly("a1b1", "a2b2");
        assertThat(links.get(0).squaredDistance()).isCloseTo(2 - 2 * .9 / Math.hypot(.9, .1), within(1e-6));
        assertThat(links.get(0).margin().orElseThrow()).isPositive();
        assertThat(MutualLinks.of(List.of(described("x", "1", 1, 0), described("y", "2", 1, 0)), .4)
                        .get(0)
                        .margin())
                .isEmpty();
    }

    @Test
    void shouldLabelTheIlidsTrackletsWithoutLookingAtWhoTheyShow() throws IOException {
        Path folder = TestData.require("reid/ilids-sequences-10");
        Listing listing = Listing.of(DataSource.parse("ilids=" + folder, Optional.empty()));
        List<ObservedTracklet> tracklets = ObservedTracklet.of(listing.crops());
        List<LabeledPair> labels = SelfLabels.of(tracklets, List.of(), ALL);

        assertThat(tracklets).hasSize(20);
        assertThat(labels).filteredOn(LabeledPair::same).hasSize(1921);
        assertThat(labels)
                .filteredOn(l -> !l.same())
                .containsExactlyInAnyOrder(apart("1/person005", "1/person006"), apart("2/person005", "2/person006"));
        SelfLabelPolicy shortest = new SelfLabelPolicy(false, true, false, Duration.ZERO, .5, .25);
        assertThat(SelfLabels.of(tracklets, List.of(), shortest))
                .containsExactlyInAnyOrder(
                        apart("1/person005", "1/person006"),
                        apart("2/person004", "2/person005"),
                        apart("2/person004", "2/person006"),
                        apart("2/person005", "2/person006"),
                        apart("2/person009", "2/person010"));
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static MutualLinks.DescribedTracklet described(String id, String camera, float x, float y) {
        return new MutualLinks.DescribedTracklet(id, camera, UnitVector.normalize("m@1", new float[] {x, y}, 1));
    }

    private static LabeledPair apart(String one, String other) {
        return new LabeledPair(one, other, false, LabelSource.SELF_SAME_TIME);
    }

    private static long second(Instant time) {
        return time.getEpochSecond();
    }

    private static ObservedTracklet tracklet(String id, String camera, int start, int end, int pictures) {
        List<Picture> crops = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            crops.add(new Picture(id + "/" + i + ".jpg", Path.of(id + i), Optional.empty()));
        }
        return new ObservedTracklet(
                id,
                "s",
                camera,
                Optional.of(new Stay(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end))),
                crops);
    }
}
