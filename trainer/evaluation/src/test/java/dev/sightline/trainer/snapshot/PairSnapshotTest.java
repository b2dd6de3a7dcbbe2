package dev.sightline.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.ObservedTracklet.Picture;
import dev.sightline.trainer.pair.PairList;
import dev.sightline.trainer.pair.PairSources;
import dev.sightline.trainer.source.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairSnapshotTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMakePeopleOfLabeledTracklets() throws IOException {
        List<ObservedTracklet> tracklets = List.of(
                tracklet("north", "t1", 2),
                tracklet("south", "t2", 1),
                tracklet("south", "t3", 1),
                tracklet("south", "t4", 1));
        PairSnapshot made = make(new PairSnapshot.Site(
                "shop", tracklets, List.of(pair("t1", "t2", true), pair("t1", "t3", false), pair("t1", "t9", true))));

        Snapshot snapshot = made.snapshot();
        assertThat(snapshot.identities()).containsExactly("shop/t1", "shop/t3");
        assertThat(snapshot.crops())
                .filteredOn(c -> c.identity().equals("shop/t1"))
                .hasSize(3);
        assertThat(snapshot.constraints().different("shop/t1", "shop/t3")).isTrue();
        assertThat(snapshot.constraints().exhaustive()).isFalse();
        assertThat(snapshot.crops()).extracting(Crop::camera).containsOnly("north", "south");
        assertThat(made.unlabeled()).isEqualTo(1);
        assertThat(made.unknown()).containsExactly(pair("t1", "t9", true));
        assertThat(made.used()).isEqualTo(Map.of(LabelSource.OPERATOR, 2));
    }

    @Test
    void shouldLetALabelOfAPictureComeBeforeThatOfItsTracklet() throws IOException {
        List<ObservedTracklet> tracklets = List.of(tracklet("north", "t1", 2), tracklet("south", "t2", 1));
        PairSnapshot made = make(new PairSnapshot.Site(
                "shop", tracklets, List.of(pair("t1", "t2", true), pair("t1-0.jpg", "t2", false))));
        assertThat(made.snapshot().identities()).containsExactly("shop/t1", "shop/t1-0.jpg");
    }

    @Test
    void shouldKeepSitesApartAndSayNothingOfOthers() throws IOException {
        PairSnapshot made = make(
                new PairSnapshot.Site(
                        "a",
                        List.of(at("a", tracklet("1", "t1", 2)), at("a", tracklet("1", "t2", 2))),
                        selfLabels("t1", "t2")),
                new PairSnapshot.Site("b", List.of(at("b", tracklet("1", "u1", 2))), selfLabels("u1")));
        Constraints constraints = made.snapshot().constraints();
        assertThat(made.snapshot().identities()).containsExactly("a/t1", "a/t2", "b/u1");
        assertThat(constraints.different("a/t1", "a/t2")).isFalse();
        assertThat(constraints.different("a/t1", "b/u1")).isTrue();
        assertThat(constraints.different("a/t1", "a/t1")).isFalse();
    }

    @Test
    void shouldStandBesideSitesWhereAllAreToldApart() throws IOException {
        Snapshot shop = make(new PairSnapshot.Site(
                        "shop",
                        List.of(tracklet("north", "t1", 2), tracklet("south", "t2", 2)),
                        selfLabels("t1", "t2")))
                .snapshot();
        Path mall = Files.createDirectories(folder.resolve("mall"));
        Pictures.write(mall, "1.jpg", Pictures.jpeg(90));
        Pictures.write(mall, "2.jpg", Pictures.jpeg(91));
        Path list = Files.writeString(mall.resolve("list.csv"), "path,identity,camera\n1.jpg,1,c1\n2.jpg,2,c1\n");

        Snapshot both = Snapshots.beside(shop, List.of(new DataSource("mall", list, Optional.empty())));

        assertThat(both.sites()).containsExactly("mall", "shop");
        assertThat(both.constraints().different("shop/t1", "shop/t2")).isFalse();
        assertThat(both.constraints().different("mall/1", "mall/2")).isTrue();
        assertThat(both.constraints().different("mall/1", "shop/t2")).isTrue();
        assertThat(SnapshotSummary.text(both)).contains("Made of labeled pairs at shop: 0 pairs");
        assertThat(Snapshot.of("all open", both.crops(), Constraints.only(both.sites(), Set.of()), List.of())
                        .hash())
                .isNotEqualTo(both.hash());
        SnapshotFolder.write(both, folder.resolve("stored"), false);
        assertThat(SnapshotFolder.read(folder.resolve("stored"), SnapshotFolder.Check.QUICK))
                .isEqualTo(both);
    }

    @Test
    void shouldRefuseASiteThatIsBothLabeledAndRecorded() throws IOException {
        Snapshot shop = make(new PairSnapshot.Site("shop", List.of(tracklet("north", "t1", 2)), selfLabels("t1")))
                .snapshot();
        Path crops = Files.createDirectories(folder.resolve("labeled"));
        Pictures.write(crops, "1.jpg", Pictures.jpeg(90));
        Path list = Files.writeString(crops.resolve("list.csv"), "path,identity,camera\n1.jpg,1,c1\n");
        DataSource source = new DataSource("shop", list, Optional.empty());

        assertThatThrownBy(() -> Snapshots.beside(shop, List.of(source)))
                .hasMessageContaining(
                        "site 'shop' has labeled people and, in other data, recorded or self-labeled ones")
                .hasMessageContaining("--data mall=PATH");
    }

    @Test
    void shouldForgetPeopleOfWhomNoPictureCanBeRead() throws IOException {
        ObservedTracklet broken = tracklet("south", "t3", 1);
        Files.write(folder.resolve("t3-0.jpg"), new byte[] {1, 2, 3});
        PairSnapshot made = make(new PairSnapshot.Site(
                "shop",
                List.of(tracklet("north", "t1", 1), tracklet("south", "t2", 1), broken),
                List.of(pair("t1", "t2", false), pair("t1", "t3", false))));
        assertThat(made.snapshot().excluded()).hasSize(1);
        assertThat(made.snapshot().constraints().apart()).hasSize(1);
    }

    @Test
    void shouldTakeAPictureOnceThatFootagePlayedAgainBroughtInTwoTracklets() throws IOException {
        ObservedTracklet first = tracklet("north", "t1", 2);
        ObservedTracklet again = new ObservedTracklet("t9", first.site(), first.camera(), first.stay(), first.crops());
        ObservedTracklet other = tracklet("south", "t2", 2);

        PairSnapshot made = make(new PairSnapshot.Site(
                "shop",
                List.of(first, again, other),
                List.of(pair("t1", "t1-0.jpg", true), pair("t9", "t1-0.jpg", true), pair("t1", "t2", false))));

        assertThat(made.snapshot().crops()).hasSize(4);
        assertThat(made.snapshot().identities()).hasSize(2);
    }

    @Test
    void shouldLeaveOutAndReportAPictureThatTwoPeopleAreSaidToBe() throws IOException {
        ObservedTracklet first = tracklet("north", "t1", 2);
        ObservedTracklet second = new ObservedTracklet(
                "t2",
                first.site(),
                "south",
                first.stay(),
                List.of(first.crops().get(0), tracklet("south", "t2", 1).crops().get(0)));

        PairSnapshot made =
                make(new PairSnapshot.Site("shop", List.of(first, second), List.of(pair("t1", "t2", false))));

        assertThat(made.snapshot().crops()).hasSize(2);
        assertThat(made.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo("pictures-two-people");
            assertThat(problem.count()).isEqualTo(1);
        });
    }

    @Test
    void shouldReportContradictionsAndLabelsAboutNothingWithCounts() throws IOException {
        PairSnapshot made = make(new PairSnapshot.Site(
                "shop",
                List.of(tracklet("north", "t1", 1), tracklet("south", "t2", 1), tracklet("south", "t3", 1)),
                List.of(
                        pair("t1", "t2", true),
                        pair("t1", "t2", false),
                        pair("t1", "t3", true),
                        pair("t1", "gone", true),
                        pair("t2", "gone", true))));

        assertThat(made.problems())
                .extracting(Problem::kind, Problem::count)
                .containsExactly(tuple("labels-contradict", 1L), tuple("labels-about-nothing", 2L));
    }

    @Test
    void shouldSayWhatToDoWithoutLabels() {
        assertThatThrownBy(() -> make(new PairSnapshot.Site("shop", List.of(tracklet("north", "t1", 2)), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of 2 pictures none is named by a label that holds");
    }

    @Test
    void shouldReadPairsOfPicturesBesideTheList() throws IOException {
        tracklet("north", "t1", 2);
        Path list = Files.writeString(
                folder.resolve("pairs.csv"), "left,right,same\nt1-0.jpg,t1-1.jpg,1\nt1-0.jpg,gone.jpg,0\n");
        List<ObservedTracklet> pictures = PairSources.pictures(list, "pairs");
        Map<String, List<LabeledPair>> labels = PairSources.read(list, LabelSource.IMPORT, Map.of("pairs", pictures));
        PairSnapshot made = make(new PairSnapshot.Site("pairs", pictures, labels.getOrDefault("pairs", List.of())));
        assertThat(made.snapshot().identities()).containsExactly("pairs/t1-0.jpg");
        assertThat(made.snapshot().crops())
                .hasSize(2)
                .allMatch(c -> c.tracklet().isEmpty());
        assertThat(made.unknown()).hasSize(1);
        Files.writeString(list, "left,right,same\nx,y,1\n");
        assertThatThrownBy(() -> PairSources.pictures(list, "pairs"))
                .hasMessageContaining("names no picture that is there");
    }

    @Test
    void shouldGiveEachPairToTheSiteThatKnowsBoth() throws IOException {
        Map<String, List<ObservedTracklet>> sites = Map.of(
                "a", List.of(at("a", tracklet("1", "t1", 1)), at("a", tracklet("1", "t2", 1))),
                "b", List.of(at("b", tracklet("1", "t1", 1)), at("b", tracklet("1", "u2", 1))));
        Path list =
                Files.writeString(folder.resolve("pairs.csv"), "left,right,same\nt1,u2,1\na/t1,a/t2,0\nnobody,t1,1\n");
        assertThat(PairSources.read(list, LabelSource.IMPORT, sites))
                .isEqualTo(Map.of(
                        "a",
                        List.of(
                                new LabeledPair("t1", "t2", false, LabelSource.IMPORT),
                                new LabeledPair("nobody", "t1", true, LabelSource.IMPORT)),
                        "b",
                        List.of(new LabeledPair("t1", "u2", true, LabelSource.IMPORT))));
    }

    @Test
    void shouldPlayALabeledDataSetAsTracklets() throws IOException {
        Files.writeString(
                folder.resolve("list.csv"), "path,identity,camera\n0.jpg,anna,1\n1.jpg,anna,1\n2.jpg,anna,2\n");
        for (int i = 0; i < 3; i++) {
            Pictures.write(folder, i + ".jpg", Pictures.jpeg(i));
        }
        List<DataSource> sources = List.of(DataSource.parse("s=" + folder.resolve("list.csv"), Optional.empty()));
        assertThat(TrackletSources.read(sources, false).get("s")).hasSize(3);
        assertThat(TrackletSources.read(sources, true).get("s"))
                .extracting(ObservedTracklet::id)
                .containsExactly("1/anna", "2/anna");
        assertThat(TrackletSources.of(Snapshots.take("s", sources).crops(), true)
                        .get("s"))
                .hasSize(2);
    }

    @Test
    void shouldReadPairs() throws IOException {
        Path list = folder.resolve("pairs.csv");
        Files.writeString(
                list, "\ufeffleft,SAME,right,by\r\n# note\r\nb.jpg,yes,\"a.jpg\",me\r\nb.jpg,Different,c.jpg,\r\n");
        assertThat(PairList.read(list, LabelSource.IMPORT))
                .containsExactly(
                        new LabeledPair("a.jpg", "b.jpg", true, LabelSource.IMPORT),
                        new LabeledPair("b.jpg", "c.jpg", false, LabelSource.IMPORT));
        assertRefused("pairs.csv:1: the header is 'left,right'", "left,right\n");
        assertRefused("pairs.csv:2: same is 'maybe'; allowed: same, true", "left,right,same\na,b,maybe\n");
        assertRefused("pairs.csv:2: a label is about two different", "left,right,same\na,a,1\n");
        assertRefused("pairs.csv:3: 2 fields", "left,right,same\na,b,1\na,b\n");
        assertRefused("lists no pairs", "left,right,same\n");
    }

    private void assertRefused(String message, String text) throws IOException {
        Path list = Files.writeString(folder.resolve("pairs.csv"), text);
        assertThatThrownBy(() -> PairList.read(list, LabelSource.IMPORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static PairSnapshot make(PairSnapshot.Site... sites) {
        return PairSnapshot.of("test", List.of(sites), looked -> {});
    }

    private static List<LabeledPair> selfLabels(String... tracklets) {
        List<LabeledPair> labels = new ArrayList<>();
        for (String tracklet : tracklets) {
            for (int i = 0; i < 2; i++) {
                labels.add(
                        new LabeledPair(tracklet, tracklet + "-" + i + ".jpg", true, LabelSource.SELF_SAME_TRACKLET));
            }
        }
        return labels;
    }

    private static LabeledPair pair(String one, String other, boolean same) {
        return new LabeledPair(one, other, same, LabelSource.OPERATOR);
    }

    private static ObservedTracklet at(String site, ObservedTracklet tracklet) {
        return new ObservedTracklet(tracklet.id(), site, tracklet.camera(), tracklet.stay(), tracklet.crops());
    }

    private ObservedTracklet tracklet(String camera, String id, int pictures) throws IOException {
        List<Picture> crops = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            String name = id + "-" + i + ".jpg";
            Path image = Pictures.write(folder, name, Pictures.jpeg(name.hashCode()));
            crops.add(new Picture(name, image, Optional.empty()));
        }
        return new ObservedTracklet(id, "shop", camera, Optional.empty(), crops);
    }
}
