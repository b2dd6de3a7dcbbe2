package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.matcher.link.memory.SiteMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** People say what cannot all be true: the newest of it counts. */
class ContradictionsTest {
    private static final float[] ANNA = Scene.person(0);
    private static final float[] BERT = Scene.person(1);

    private final LinkedSite site = new LinkedSite();

    @Test
    void shouldPartTwoAgainWhoWereUnitedByMistake() {
        twoPeople();
        site.say("n1", "s2", true);
        assertThat(site.identities).containsEntry("n2", "s/p1").containsEntry("s2", "s/p1");

        // As 'sightline identities split s/p1 n2 s2' says it.
        site.say("n2", "s2", true);
        site.say("n2", "n1", false);
        site.say("s2", "n1", false);

        assertThat(site.identities).containsEntry("n1", "s/p1").containsEntry("s1", "s/p1");
        assertThat(site.identities.get("n2"))
                .isEqualTo(site.identities.get("s2"))
                .isNotEqualTo("s/p1");
    }

    @Test
    void shouldTakeBackAllThatTheOppositeHadDone() {
        twoPeople();
        site.say("n1", "s2", true);

        site.say("n1", "s2", false);

        assertThat(site.identities)
                .containsEntry("n1", "s/p1")
                .containsEntry("s1", "s/p1")
                .containsEntry("n2", "s/p2")
                .containsEntry("s2", "s/p2");
    }

    @Test
    void shouldObeyTheNewestAndSayWhatNoLongerCounts() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, BERT);
        site.stay("west", "w1", 120, Scene.person(2));
        site.say("n1", "s1", true);
        site.say("s1", "w1", true);
        assertThat(site.identities.values()).containsOnly("s/p1");

        site.say("w1", "n1", false);

        assertThat(site.identities.get("w1")).isNotEqualTo(site.identities.get("n1"));
        assertThat(site.identities).as("that s1 is w1 was said later").containsEntry("s1", site.identities.get("w1"));
        assertThat(site.events)
                .filteredOn(e -> e.getType() == Type.TYPE_MOVED)
                .first()
                .satisfies(e -> assertThat(e.getEvidence().getSummary())
                        .isEqualTo("w1 and n1 show two people, said ada; no longer counts: n1 same as s1, said ada"));
    }

    @Test
    void shouldComeToTheSameInWhateverOrderContradictionsAreHeardInAReplay() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            List<Feedback> said = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int left = random.nextInt(5);
                int right = (left + 1 + random.nextInt(4)) % 5;
                said.add(LinkedSite.feedback("t" + left, "t" + right, random.nextBoolean(), i));
            }
            List<List<Boolean>> together = new ArrayList<>();
            for (int order = 0; order < 3; order++) {
                Collections.shuffle(said, random);
                together.add(together(said));
            }

            assertThat(together).as("seed %d: %s", seed, said).containsOnly(together.get(0));
        }
    }

    /** For each pair, whether they have one identity after all was said before anybody came. */
    private static List<Boolean> together(List<Feedback> said) {
        SiteMemory memory = new SiteMemory("s");
        Linker linker = LinkedSite.linker(memory);
        said.forEach(linker::correct);
        for (int i = 0; i < 5; i++) {
            Scene.Told stay = new Scene.Told("c" + i, "t" + i)
                    .from(60 * i)
                    .until(60 * i + 2)
                    .body(Scene.person(i), 9);
            linker.apply(stay.confirmed());
            linker.apply(stay.closed());
        }
        List<Boolean> together = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            for (int j = i + 1; j < 5; j++) {
                together.add(memory.identityOf("t" + i).equals(memory.identityOf("t" + j)));
            }
        }
        return together;
    }

    private void twoPeople() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 30, Scene.like(ANNA, 0.95, 1));
        site.stay("north", "n2", 100, BERT);
        site.stay("south", "s2", 130, Scene.like(BERT, 0.95, 2));
        assertThat(site.identities).containsEntry("s1", "s/p1").containsEntry("s2", "s/p2");
    }
}
