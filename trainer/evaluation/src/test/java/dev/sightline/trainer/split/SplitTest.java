package dev.sightline.trainer.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.snapshot.Coverage;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Pictures;
import dev.sightline.trainer.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final Selection NOBODY = new Selection.Nobody();

    @Test
    void shouldHoldBackNumberedPeople() {
        Snapshot snapshot = people("cuhk03", 100);
        Split split = Split.of(snapshot, Selection.parse("cuhk03:0080-0089", 1), Selection.parse("cuhk03:90-99", 1));
        assertThat(identities(split.test())).hasSize(10).contains("cuhk03/0090", "cuhk03/0099");
        assertThat(identities(split.validation())).hasSize(10).contains("cuhk03/0080");
        assertThat(split.training().identities()).hasSize(80).doesNotContain("cuhk03/0080", "cuhk03/0090");
        assertThat(split.training().label(split.training().crops().get(0))).isZero();
        assertThatThrownBy(() -> split.training().label(split.test().get(0))).hasMessageContaining("held back");
        assertThat(split.sentence())
                .isEqualTo(
                        "train 160 pictures of 80 people, validation 20 pictures of 10 people, test 20 pictures of 10"
                                + " people");
    }

    @Test
    void shouldHoldBackTheLastPeopleAndNamedOnes() {
        Snapshot snapshot = people("pku", 10);
        assertThat(Selection.parse("pku:last-2,0001", 1).of(snapshot, snapshot.identities()))
                .containsExactly("pku/0001", "pku/0008", "pku/0009");
        assertThatThrownBy(() -> Selection.parse("elsewhere:1-2", 1).of(snapshot, snapshot.identities()))
                .hasMessageContaining("'elsewhere:1-2' selects nobody of data set 'test' with the sites [pku]");
        assertThatThrownBy(() -> Selection.parse("share=2", 1)).hasMessageContaining("allowed: 0 to below 1");
        assertThatThrownBy(() -> Selection.parse("from=noon", 1)).hasMessageContaining("allowed: none, share=0.1");
        assertThatThrownBy(() -> Selection.parse("a,,b", 1)).hasMessageContaining("'' names nobody");
    }

    @Test
    void shouldNotHoldPeopleInDoubtForTwo() {
        Split split = Split.of(people("a", 10), NOBODY, NOBODY);
        Set<Apart> doubts = Set.of(Apart.of("a/0001", "a/0002"));

        TrainingSet doubting = split.doubting(doubts).training();

        assertThat(doubting.constraints().different("a/0002", "a/0001")).isFalse();
        assertThat(doubting.constraints().different("a/0002", "a/0003")).isTrue();
        assertThat(split.training().constraints().different("a/0001", "a/0002")).isTrue();
        assertThat(split.doubting(doubts).sentence()).contains("(1 pairs of people in doubt)");
        assertThatThrownBy(() -> split.doubting(Set.of(Apart.of("a/0001", "b/0002"))))
                .hasMessageContaining("the suspects name b/0002, whom data set 'test' does not have");
    }

    @Test
    void shouldSayWhoseRoleAnotherSplitOfEqualSizeChanges() {
        Snapshot snapshot = people("a", 12);
        SplitParts before = split(snapshot, "0006-0008", "0009-0011").parts();

        assertThat(split(snapshot, "0006-0008", "0009-0011").parts().differenceFrom(before))
                .isEmpty();
        assertThat(split(snapshot, "0006-0008", "0003-0005").parts().differenceFrom(before))
                .hasValue("3 people trained who are held out now (a/0003, a/0004, a/0005)");
        assertThat(split(snapshot, "none", "0006-0011").parts().differenceFrom(before))
                .hasValue("3 people chose the epoch who are the test now (a/0006, a/0007, a/0008)");
        assertThat(split(snapshot, "0006-0008", "none").parts().differenceFrom(before))
                .hasValue("3 people were held out who would train now (a/0009, a/0010, a/0011)");
        assertThat(split(snapshot, "none", "0005-0011").parts().differenceFrom(before))
                .hasValueSatisfying(why -> assertThat(why).startsWith("1 people trained who are held out now"));
        assertThat(split(snapshot, "0006-0008", "0009-0011")
                        .doubting(Set.of(Apart.of("a/0000", "a/0001")))
                        .parts()
                        .differenceFrom(before))
                .hasValue("other pictures, or other pairs of people in doubt, were used");
    }

    private static Split split(Snapshot snapshot, String validation, String test) {
        return Split.of(snapshot, Selection.parse(validation, 1), Selection.parse(test, 1));
    }

    @Test
    void shouldKeepPeopleOnTheirSideWhenOthersCome() {
        Selection share = new Selection.Share(.2, 7);
        Snapshot small = people("a", 500);
        Snapshot large = people("a", 1000);
        Set<String> first = share.of(small, small.identities());
        Set<String> later = share.of(large, large.identities());
        assertThat(first.size()).isBetween(70, 130);
        Set<String> common = new HashSet<>(later);
        common.retainAll(small.identities());
        assertThat(common).isEqualTo(first);
        assertThat(new Selection.Share(.2, 8).of(small, small.identities())).isNotEqualTo(first);
    }

    @Test
    void shouldNeverShareAPersonBetweenParts() {
        Snapshot snapshot = people("a", 300);
        for (long seed = 0; seed < 50; seed++) {
            Split split = Split.of(snapshot, new Selection.Share(.3, seed), new Selection.Share(.3, seed + 1));
            Set<String> all = new HashSet<>(split.training().identities());
            int sum = all.size()
                    + identities(split.validation()).size()
                    + identities(split.test()).size();
            all.addAll(identities(split.validation()));
            all.addAll(identities(split.test()));
            assertThat(all).as("seed " + seed).hasSize(300);
            assertThat(sum).as("seed " + seed).isEqualTo(300);
        }
    }

    @Test
    void shouldSplitByTimeWithoutLookingAhead() {
        List<Crop> crops = new ArrayList<>();
        for (int person = 0; person < 10; person++) {
            for (int hour = person; hour < person + 3; hour++) {
                crops.add(Pictures.crop(
                        "s/" + person, "1", person + "-" + hour, "", Optional.of(Instant.ofEpochSecond(3600L * hour))));
            }
        }
        Snapshot snapshot = Snapshot.of("test", crops, Constraints.complete(), List.of());
        Split split = Split.of(snapshot, NOBODY, new Selection.From(Instant.ofEpochSecond(3600 * 5)));
        assertThat(split.training().identities()).containsExactly("s/0", "s/1", "s/2", "s/3", "s/4");
        assertThat(split.training().crops())
                .allMatch(c -> c.time().orElseThrow().isBefore(Instant.ofEpochSecond(3600 * 5)));
        assertThat(split.late()).isEqualTo(3);
        assertThatThrownBy(() -> Split.of(people("a", 4), NOBODY, new Selection.From(Instant.EPOCH)))
                .hasMessageContaining("cannot be split by time: a/0000-1.jpg has none");
    }

    @Test
    void shouldRefuseToTrainOnOnePerson() {
        assertThatThrownBy(() -> Split.of(people("a", 1), NOBODY, NOBODY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leaves 1 people to train on");
        assertThat(people("a", 1).coverage().sentence()).contains("all pictures show one identity, 'a/0000'");
    }

    @Test
    void shouldLookForOtherTrackletsWhereThereIsOneCamera() {
        Crop first = Pictures.crop("s/a", "1", "1", "t1", Optional.empty());
        Crop second = Pictures.crop("s/a", "1", "2", "t2", Optional.empty());
        Crop other = Pictures.crop("s/b", "1", "3", "t3", Optional.empty());
        assertThat(Coverage.of(List.of(first, second, other))).isEqualTo(new Coverage.SameCamera(true));
        assertThat(Coverage.of(List.of(first, other))).isEqualTo(new Coverage.SameCamera(false));
        assertThat(first.sharesTracklet(second)).isFalse();
        assertThat(first.sharesTracklet(first)).isTrue();
    }

    @Test
    void shouldKeepDistractorsOutOfTraining() {
        List<Crop> crops = new ArrayList<>(people("a", 3).crops());
        crops.add(Pictures.crop("0", "1", "nobody.jpg"));
        Split split = Split.of(Snapshot.of("test", crops, Constraints.complete(), List.of()), NOBODY, NOBODY);
        assertThat(split.test()).hasSize(1).allMatch(Crop::isDistractor);
        assertThat(split.training().identities()).hasSize(3);
    }

    private static Snapshot people(String site, int count) {
        List<Crop> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int camera = 1; camera <= 2; camera++) {
                crops.add(Pictures.crop(
                        String.format("%s/%04d", site, i), "" + camera, String.format("%04d-%d.jpg", i, camera)));
            }
        }
        return Snapshot.of("test", crops, Constraints.complete(), List.of());
    }

    private static Set<String> identities(List<Crop> crops) {
        Set<String> identities = new HashSet<>();
        crops.forEach(c -> identities.add(c.identity()));
        return identities;
    }
}
