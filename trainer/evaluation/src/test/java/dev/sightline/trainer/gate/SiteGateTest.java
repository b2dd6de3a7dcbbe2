package dev.sightline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.gate.Check.Outcome;
import dev.sightline.trainer.gate.SiteGate.Asked;
import dev.sightline.trainer.gate.SiteGate.Place;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SiteGateTest {
    private static final int CROPS = 3;
    private final SiteGate gate = new SiteGate(GatePolicy.defaults(), SiteGate.Bounds.defaults());

    @Test
    void shouldPassAGainThatIsNoChance() {
        List<Check> checks = gate.gain(place(20, 2.2, .8));

        assertThat(checks).allMatch(c -> c.outcome() == Outcome.HOLDS);
        assertThat(checks)
                .extracting(Check::name)
                .contains("mAP, yard", "rank-1 north -> south", "rank-1 south -> north");
    }

    @Test
    void shouldNotPassTheSameModelAgain() {
        Check map = gate.gain(place(20, 1.5, 1.5)).get(0);

        assertThat(map.outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(map.reason()).contains("+0.0000").endsWith("0 people gain and 0 lose: that may be chance");
    }

    @Test
    void shouldRefuseALoss() {
        assertThat(gate.gain(place(20, .8, 2.5)).get(0).outcome()).isEqualTo(Outcome.FAILS);
    }

    @Test
    void shouldDecideNothingOnFewPeople() {
        List<Check> checks = gate.gain(place(7, 2.2, .8));

        assertThat(checks).hasSize(1);
        assertThat(checks.get(0).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(checks.get(0).reason()).contains("7 frozen people can be found again; fewer than 8 show no gain");
    }

    @Test
    void shouldBoundWhatIsForgotten() {
        assertThat(gate.old(place(30, 1, 1)).outcome()).isEqualTo(Outcome.HOLDS);

        Check forgotten = gate.old(place(30, .8, 2.5));

        assertThat(forgotten.outcome()).isEqualTo(Outcome.FAILS);
        assertThat(forgotten.reason()).contains("old site yard goes from").contains("bound 0.0200");
    }

    @Test
    void shouldHearFromATrackletsHalvesWithoutALink() {
        assertThat(gate.within(place(20, 1, 1))).extracting(Check::outcome).containsExactly(Outcome.HOLDS);
        assertThat(gate.within(place(20, .6, 3))).extracting(Check::outcome).containsExactly(Outcome.FAILS);
        Asked nobody = new Asked(List.of(), List.of());
        assertThat(gate.within(new Place("empty", nobody, nobody))).isEmpty();
    }

    private static Place place(int people, double before, double after) {
        return new Place("yard", asked(people, before), asked(people, after));
    }

    private static Asked asked(int people, double noise) {
        List<LabeledDescriptor> crops = new ArrayList<>();
        Random random = new Random(5);
        for (String camera : List.of("north", "south")) {
            for (int person = 0; person < people; person++) {
                Random own = new Random(100 + person);
                float[] mean = new float[16];
                for (int k = 0; k < mean.length; k++) {
                    mean[k] = (float) own.nextGaussian();
                }
                for (int i = 0; i < CROPS; i++) {
                    float[] values = mean.clone();
                    for (int k = 0; k < values.length; k++) {
                        values[k] += (float) (noise * random.nextGaussian());
                    }
                    crops.add(new LabeledDescriptor(
                            camera + person + "-" + i,
                            "p" + person,
                            camera,
                            camera + person,
                            UnitVector.normalize("m@1", values, 1)));
                }
            }
        }
        return new Asked(crops, crops);
    }
}
