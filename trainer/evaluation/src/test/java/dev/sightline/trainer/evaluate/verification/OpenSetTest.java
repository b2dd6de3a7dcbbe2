package dev.sightline.trainer.evaluate.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenSetTest {

    @Test
    void shouldCountByHand() {
        List<LabeledDescriptor> gallery = List.of(crop("g1", "anna", 1, 0), crop("g2", "ben", 0, 1));
        List<LabeledDescriptor> probes = List.of(
                crop("p1", "anna", 1, .1),
                crop("p2", "ben", 1, .9),
                crop("p3", "cora", .7, 1),
                crop("p4", "dan", -1, -1));

        OpenSet open = OpenSet.of(gallery, probes);

        assertThat(open.people()).isEqualTo(2);
        assertThat(open.fpir(.5)).isEqualTo(.5);
        assertThat(open.fnir(1, .5)).isEqualTo(.5); // ben looks more like anna
        assertThat(open.fnir(2, .5)).isZero();
        assertThat(open.thresholdAtFpir(.5)).isCloseTo(-Math.sqrt(.5), within(1e-6));
        assertThat(open.fpir(open.thresholdAtFpir(0))).isZero();
        assertThat(open.fpir(open.thresholdAtFpir(1))).isEqualTo(1);
    }

    @Test
    void shouldWeighProbesByHowOftenTheirPersonWasDrawn() {
        List<LabeledDescriptor> gallery = List.of(crop("g1", "anna", 1, 0), crop("g2", "ben", 0, 1));
        List<LabeledDescriptor> probes = List.of(
                crop("p1", "anna", 1, .1),
                crop("p2", "ben", 1, .9),
                crop("p3", "cora", .7, 1),
                crop("p4", "dan", -1, -1));
        OpenSet open = OpenSet.of(gallery, probes);

        assertThat(open.everybody()).isEqualTo(4);
        assertThat(open.fnirAtFpir(.5, 1, new int[] {1, 1, 1, 1})).isEqualTo(open.fnir(1, open.thresholdAtFpir(.5)));
        assertThat(open.fnirAtFpir(0, 1, new int[] {1, 1, 1, 1})).isEqualTo(open.fnir(1, open.thresholdAtFpir(0)));
        assertThat(open.fnirAtFpir(.5, 1, new int[] {3, 1, 1, 1})).isEqualTo(.25);
        assertThat(open.fnirAtFpir(.5, 1, new int[] {0, 4, 1, 1})).isEqualTo(1);
        assertThat(open.fnirAtFpir(.5, 1, new int[] {0, 0, 1, 1})).isNaN();
        assertThat(open.fnirAtFpir(.5, 1, new int[] {1, 1, 0, 0})).isNaN();
        RateInterval interval = open.fnirInterval(IdentityBootstrap.defaults(), .5, 1);
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test
    void shouldEnrolOneCameraOfHalfThePeople() {
        Random random = new Random(3);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int p = 0; p < 20; p++) {
            double[] point = random.doubles(32, -1, 1).toArray();
            for (int k = 0; k < 4; k++) {
                double[] seen = point.clone();
                seen[k] += .1;
                crops.add(
                        new LabeledDescriptor(p + "/" + k, "p" + p, k < 2 ? "a" : "b", "", ReferenceCase.vector(seen)));
            }
        }

        OpenSet open = OpenSetProtocol.defaults().run(crops);

        assertThat(open.people()).isEqualTo(10);
        assertThat(open.rows()).isEqualTo(20);
        assertThat(open.matedProbes()).isEqualTo(20);
        assertThat(open.strangerProbes()).isEqualTo(40);
        OpenSetScore score = OpenSetScore.of(open, List.of(.1, .01), IdentityBootstrap.defaults());
        assertThat(score.rates()).hasSize(1);
        assertThat(score.rates().get(0).fnir()).isZero();
        assertThat(score.unshown()).containsExactly(.01);
        assertThat(Rendering.text(score)).contains("at FPIR 0.1", "FPIR not shown (too few non-mated probes)  0.0100");
        List<LabeledDescriptor> oneCamera = crops.stream()
                .map(c -> new LabeledDescriptor(c.source(), c.identity(), "a", "", c.vector()))
                .toList();
        assertThat(OpenSetProtocol.defaults().run(oneCamera).rows()).isEqualTo(20);
        assertThatThrownBy(() -> new OpenSetProtocol(1, 1)).hasMessageContaining("above 0 and below 1");
    }

    @Test
    void shouldRefuseOneKindOfProbeOnly() {
        List<LabeledDescriptor> gallery = List.of(crop("g1", "anna", 1, 0));

        assertThatThrownBy(() -> OpenSet.of(gallery, List.of(crop("p", "anna", 1, 0))))
                .hasMessageContaining("1 mated and 0 non-mated");
    }

    @Test
    void shouldEqualTheReferenceCase() throws IOException {
        ReferenceCase reference = ReferenceCase.require("open_set_identification");
        List<LabeledDescriptor> probes = new ArrayList<>(crops(reference, "mated", reference.texts("mated_id")));
        int strangers = reference.matrix("nonmated").length;
        probes.addAll(crops(
                reference,
                "nonmated",
                IntStream.range(0, strangers).mapToObj(i -> "stranger " + i).toList()));

        OpenSet open = OpenSet.of(crops(reference, "gallery", reference.texts("gallery_id")), probes);

        for (String threshold : new String[] {"0.3", "0.5", "0.6", "0.7", "0.8"}) {
            JsonNode at = reference.expected().get("t" + threshold);
            double t = Double.parseDouble(threshold);
            assertThat(open.fpir(t)).isCloseTo(at.get("FPIR").asDouble(), within(1e-9));
            assertThat(open.fnir(1, t)).isCloseTo(at.get("FNIR_rank1").asDouble(), within(1e-9));
            assertThat(open.fnir(5, t)).isCloseTo(at.get("FNIR_rank5").asDouble(), within(1e-9));
        }
        for (String target : new String[] {"0.01", "0.1", "0.3"}) {
            JsonNode at = reference.expected().get("fpir_" + target);
            double t = open.thresholdAtFpir(Double.parseDouble(target));
            assertThat(t).isCloseTo(at.get("threshold_gt").asDouble(), within(2e-5));
            assertThat(open.fpir(t)).isCloseTo(at.get("achieved_FPIR").asDouble(), within(1e-9));
            assertThat(open.fnir(1, t)).isCloseTo(at.get("FNIR_rank1").asDouble(), within(1e-9));
        }
    }

    private static List<LabeledDescriptor> crops(ReferenceCase reference, String input, List<String> ids) {
        double[][] rows = reference.matrix(input);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            crops.add(new LabeledDescriptor(input + i, ids.get(i), "c", "", ReferenceCase.vector(rows[i])));
        }
        return crops;
    }

    private static LabeledDescriptor crop(String source, String identity, double... raw) {
        return new LabeledDescriptor(source, identity, "c", "", ReferenceCase.vector(raw));
    }
}
