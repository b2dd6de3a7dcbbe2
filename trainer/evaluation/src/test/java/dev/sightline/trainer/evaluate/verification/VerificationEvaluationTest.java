package dev.sightline.trainer.evaluate.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerificationEvaluationTest {

    @Test
    void shouldTellPeopleApartWhoAreApart() {
        VerificationScore score = VerificationEvaluation.defaults().evaluate(people(.05));

        assertThat(score.people()).isEqualTo(10);
        assertThat(score.genuinePairs()).isEqualTo(10 * 9);
        assertThat(score.impostorPairs()).isEqualTo(45 * 36);
        assertThat(score.equalErrorRate()).isLessThan(.05);
        assertThat(score.rates()).extracting(r -> r.target()).containsExactly(.1, .01, .001);
        assertThat(score.unshown()).containsExactly(.0001);
        assertThat(score.rates().get(1).point().far()).isLessThanOrEqualTo(.01);
    }

    @Test
    void shouldPairNoDistractors() {
        List<LabeledDescriptor> crops = people(.5);
        VerificationScore people = VerificationEvaluation.defaults().evaluate(crops);
        for (int i = 0; i < 6; i++) {
            LabeledDescriptor somebody = crops.get(9 * i);
            crops.add(new LabeledDescriptor("nobody/" + i, Label.DISTRACTOR, somebody.camera(), "", somebody.vector()));
        }

        assertThat(VerificationEvaluation.defaults().evaluate(crops)).isEqualTo(people);
    }

    @Test
    void shouldSayHowSureItIs() {
        VerificationScore score = VerificationEvaluation.defaults().evaluate(people(.5));

        score.rates()
                .forEach(rate -> assertThat(rate.point().fnmr())
                        .isBetween(
                                rate.fnmrInterval().low(), rate.fnmrInterval().high()));
        assertThat(Rendering.text(score)).contains("at FAR 0.01", "FNMR 95% over people", "not shown");
        assertThat(Rendering.json(score)).contains("\"EER (interpolated)\"");
    }

    private static List<LabeledDescriptor> people(double noise) {
        Random random = new Random(2);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int p = 0; p < 10; p++) {
            double[] face = random.doubles(16, -1, 1).toArray();
            for (int k = 0; k < 6; k++) {
                double[] seen = face.clone();
                for (int i = 0; i < seen.length; i++) {
                    seen[i] += noise * random.nextGaussian();
                }
                crops.add(new LabeledDescriptor(p + "/" + k, "" + p, "c" + k % 2, "", ReferenceCase.vector(seen)));
            }
        }
        return crops;
    }
}
