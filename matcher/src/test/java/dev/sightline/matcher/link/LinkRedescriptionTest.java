package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.memory.Redescribed;
import dev.sightline.matcher.link.memory.WaitingDescriptions;
import dev.sightline.matcher.link.models.RedescriptionOutcome;
import dev.sightline.matcher.link.models.SwitchReport;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the next model makes of stored exemplars, and whom the site knows by it after the switch. */
class LinkRedescriptionTest {
    private static final float[] ANNA = Scene.person(0);
    private static final float[] BERT = Scene.person(1);
    private static final float[] CLEO = Scene.person(2);

    private final ModelChange change = new ModelChange();

    @Test
    void shouldTakeDescriptionsInWheneverTheyCome() {
        assertThat(change.describe("n1", 2, ANNA))
                .as("before its frame")
                .isEqualTo(new RedescriptionOutcome(0, 1, 0, 0));
        assertThat(change.describe("n1", 2, ANNA)).isEqualTo(new RedescriptionOutcome(0, 0, 1, 0));
        change.describe("nobody", 7, CLEO);
        change.old("north", "n1", 0, ANNA);
        change.old("north", "n2", 30, BERT);
        assertThat(change.describe("n2", 32, BERT)).isEqualTo(new RedescriptionOutcome(1, 0, 0, 0));
        assertThat(change.describe("n2", 32, BERT)).as("again").isEqualTo(new RedescriptionOutcome(0, 0, 1, 0));

        change.young("west", "w1", 60, ANNA);
        assertThat(change.describe("n2", 32, BERT)).as("too late").isEqualTo(new RedescriptionOutcome(0, 0, 0, 1));

        assertThat(change.site.switches.get(0).exemplars()).isEqualTo(new SwitchReport.Exemplars(2, 0, 0, 2));
        assertThat(change.site.identities.get("w1")).isEqualTo("s/p1");
        assertThat(change.site.memory.waiting().size()).isZero();
    }

    @Test
    void shouldNotLoseADescriptionToANewerTellingOfTheSameCrop() {
        Told anna = new Told("north", "n1").from(0).until(2).body(ANNA, 9).by(ModelChange.OLD, "");
        change.site.apply(anna.confirmed());
        change.site.apply(anna.refreshed());
        assertThat(change.site.memory.identityCount()).isEqualTo(1);
        change.describe("n1", 2, ANNA);
        // Its tracker does not know what the job described.
        change.site.apply(anna.refreshed());
        change.site.apply(anna.closed());

        change.young("west", "w1", 60, ANNA);

        assertThat(change.site.identities.get("w1")).isEqualTo("s/p1");
    }

    @Test
    void shouldBeKnownByItsOpenTrackletWhenNothingElseIsDescribed() {
        change.old("north", "n1", 0, ANNA);
        // Linked, but too far to teach the identity.
        float[] aside = Scene.like(ANNA, 0.505, 0);
        Told open = new Told("south", "s1").from(30).until(36).body(aside, 9).by(ModelChange.OLD, "");
        change.site.apply(open.confirmed());
        change.site.apply(open.until(42)
                .body(aside, 12)
                .by(ModelChange.OLD, ModelChange.NEW)
                .next(ModelChange.NEW, Scene.other(aside), 3)
                .refreshed());
        assertThat(change.site.identities.get("s1")).isEqualTo("s/p1");

        change.site.apply(open.until(50)
                .looks(Modality.MODALITY_PERSON, ModelChange.NEW, Scene.other(aside), 9)
                .by(ModelChange.NEW, "")
                .refreshed());
        assertThat(change.site.switches.get(0).exemplars().bare()).isEqualTo(1);
        change.site.apply(open.until(52).closed());
        change.young("west", "w1", 90, aside);

        assertThat(change.site.identities.get("w1")).isEqualTo("s/p1");
    }

    @Test
    void shouldForgetTheOldestOfTooManyWaitingDescriptions() {
        WaitingDescriptions waiting = new WaitingDescriptions(2);
        for (int i = 1; i <= 3; i++) {
            waiting.add(Redescribed.of(
                    ModelChange.redescription(ModelChange.NEW, "t" + i, i, ANNA).getExemplars(0)));
        }
        Map<Long, Redescribed> drained = new TreeMap<>();
        waiting.drain((ordinal, described) -> {
            if (described != null) {
                drained.put(ordinal, described);
            }
        });

        assertThat(waiting.size()).isEqualTo(2);
        assertThat(drained.keySet()).containsExactly(2L, 3L);
        assertThat(waiting.forget(Modality.MODALITY_PERSON, ModelChange.NEW)).isEqualTo(2);
    }
}
