package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.step.LinkStep;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What people said and took back is as if it had never been said. */
class TakenBackTest {
    private static final float[] ANNA = Scene.person(0);
    private static final float[] TWIN = Scene.like(ANNA, 0.9, 1);

    private final LinkedSite site = new LinkedSite();

    @Test
    void shouldPartAgainWhomAStatementThatIsTakenBackHadMerged() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, Scene.person(1));
        site.stay("south", "s2", 120, Scene.person(1));
        site.linker().onWatchlist("s/p2", "wanted");
        site.say("n1", "s1", true);
        assertThat(new TreeSet<>(site.identities.values())).containsExactly("s/p1");

        site.withdraw("s1", "n1");

        assertThat(site.identities)
                .containsEntry("n1", "s/p1")
                .containsEntry("s1", "s/p2")
                .containsEntry("s2", "s/p2");
        IdentityEvent split = site.only(Type.TYPE_SPLIT);
        assertThat(split.getIdentityId()).isEqualTo("s/p1");
        assertThat(split.getOtherIdentityId()).as("under the old id").isEqualTo("s/p2");
        assertThat(split.getEvidence().getSummary()).isEqualTo("what was said of n1 and s1 was taken back, said ada");
        assertThat(site.memory.identity("s/p2").orElseThrow().watchlistId()).isEqualTo("wanted");
        assertThat(site.memory.identity("s/p1").orElseThrow().watchlistId()).isEmpty();
        site.stay("far", "f1", 500, Scene.like(Scene.person(1), 0.95, 3));
        site.stay("far", "f2", 600, Scene.like(ANNA, 0.95, 3));
        assertThat(site.identities)
                .as("each known by their own looks")
                .containsEntry("f1", "s/p2")
                .containsEntry("f2", "s/p1");
    }

    @Test
    void shouldBringBackWhomAStatementThatIsTakenBackHadParted() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, TWIN);
        site.say("s1", "n1", false);
        assertThat(site.identities).containsEntry("s1", "s/p2");

        site.withdraw("s1", "n1");

        assertThat(site.identities).containsEntry("s1", "s/p1").containsEntry("n1", "s/p1");
        assertThat(site.only(Type.TYPE_MERGED).getOtherIdentityId()).isEqualTo("s/p2");
    }

    @Test
    void shouldLeaveWhomAnotherStatementHoldsWhenOneIsTakenBack() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, Scene.person(1));
        site.stay("south", "s2", 120, Scene.person(1));
        site.say("n1", "s1", true);
        site.say("n1", "s2", true);

        site.withdraw("n1", "s1");

        assertThat(site.identities)
                .containsEntry("s2", "s/p1")
                .as("nothing was said of it any more")
                .containsEntry("s1", "s/p2");
        site.withdraw("n1", "s1");
        assertThat(site.identities).as("taken back twice").containsEntry("s1", "s/p2");
    }

    @Test
    void shouldComeToTheSameInAReplayThatHearsBothFirst() {
        site.say("n1", "s1", true);
        site.withdraw("n1", "s1");

        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, Scene.person(1));

        assertThat(site.identities).containsEntry("n1", "s/p1").containsEntry("s1", "s/p2");
    }

    @Test
    void shouldTakeBackAfterARestartAndKeepNothingOfTheErased() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, Scene.person(1));
        site.stay("south", "s2", 120, Scene.person(1));
        site.say("n1", "s1", true);
        Map<String, byte[]> store = new TreeMap<>();
        site.drain(store);
        SiteMemory restored = LinkedSite.restored(store);

        LinkStep step = LinkedSite.linker(restored).correct(LinkedSite.withdrawal("n1", "s1", 9));

        assertThat(restored.identityOf("s2")).contains("s/p2");
        assertThat(step).isEqualTo(site.linker().correct(LinkedSite.withdrawal("n1", "s1", 9)));
        site.erase("s/p2");
        site.drain(store);
        assertThat(LinkedSite.holds(store, "s2")).isFalse();
    }
}
