package dev.sightline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.pytorch.global.torch.cat;

import dev.sightline.trainer.graph.NetworkOutput;
import dev.sightline.trainer.graph.StyleMixing;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.loss.Distance;
import dev.sightline.trainer.loss.LossInput;
import dev.sightline.trainer.loss.Margin;
import dev.sightline.trainer.loss.NtXentLoss;
import dev.sightline.trainer.loss.TripletLoss;
import dev.sightline.trainer.mine.SemiHard;
import dev.sightline.trainer.network.RuntimeRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** A batch learned from chunk by chunk has the gradients of one that is learned from at once. */
class CachedPassTest {
    private static final long ROWS = 21;
    private static final int CHUNK = 8;

    private static Tensor pictures() {
        return Tensor.create(
                RuntimeRun.noise(5, ROWS, 3, People.HEIGHT, People.WIDTH), ROWS, 3, People.HEIGHT, People.WIDTH);
    }

    /** Of both outputs, over all rows: what one chunk costs depends on the others. */
    private static Tensor cost(NetworkOutput described) {
        Tensor labels = Tensor.create(LongStream.range(0, ROWS).map(i -> i / 3).toArray(), ROWS);
        LossInput input = new LossInput(described.features(), described.descriptors(), labels);
        LossInput descriptors = LossInput.of(described.descriptors(), labels);
        return new TripletLoss(
                        new SemiHard(SemiHard.Choice.NEAREST, .2),
                        Distance.SQUARED_L2,
                        true,
                        new Margin.Hard(.2),
                        TripletLoss.Mean.ALL)
                .value(input)
                .add(new NtXentLoss(.5).value(descriptors));
    }

    private static Map<String, float[]> learned(TorchGraph graph, BatchPass pass) {
        pass.backward(cost(pass.describe()));
        Map<String, float[]> learned = new LinkedHashMap<>();
        graph.trained()
                .forEach(p -> learned.put(p.name(), TorchGraph.values(p.tensor().grad())));
        graph.statistics().forEach((name, tensor) -> learned.put(name, TorchGraph.values(tensor)));
        return learned;
    }

    private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> {
            float[] found = Objects.requireNonNull(actual.get(name));
            for (int i = 0; i < values.length; i++) {
                assertThat((double) found[i])
                        .as(name + " " + i)
                        .isCloseTo(values[i], within(1e-5 * Math.max(1, Math.abs(values[i]))));
            }
        });
    }

    @Test
    void shouldHaveTheGradientsOfOnePassWhereNothingIsNormalizedByTheBatch() {
        Map<String, float[]> whole;
        try (PointerScope scope = new PointerScope();
                TorchGraph graph = TorchGraph.load(People.network().model(), new Device("cpu"))) {
            graph.freeze(Pattern.compile("^descriptor$"));
            whole = learned(graph, BatchPass.of(graph, pictures(), 0));
        }
        try (PointerScope scope = new PointerScope();
                TorchGraph graph = TorchGraph.load(People.network().model(), new Device("cpu"))) {
            graph.freeze(Pattern.compile("^descriptor$"));
            BatchPass chunked = BatchPass.of(graph, pictures(), CHUNK);

            assertThat(chunked).isInstanceOf(CachedPass.class);
            assertSame(learned(graph, chunked), whole);
        }
    }

    @Test
    void shouldNormalizeAndDrawAsTheChunksDoAndFollowThemOnce() {
        Map<String, float[]> together;
        try (PointerScope scope = new PointerScope();
                TorchGraph graph = TorchGraph.load(People.network().model(), new Device("cpu"))) {
            graph.mixStyles(new StyleMixing(Pattern.compile("^act$"), 1, .5));
            torch.manual_seed(3);
            together = learned(graph, new ChunksTogether(graph));
        }
        try (PointerScope scope = new PointerScope();
                TorchGraph graph = TorchGraph.load(People.network().model(), new Device("cpu"))) {
            graph.mixStyles(new StyleMixing(Pattern.compile("^act$"), 1, .5));
            torch.manual_seed(3);

            assertSame(learned(graph, BatchPass.of(graph, pictures(), CHUNK)), together);
        }
    }

    /** The oracle: the same chunks, all under autograd at once. */
    private static final class ChunksTogether {
        private final TorchGraph graph;

        ChunksTogether(TorchGraph graph) {
            this.graph = graph;
        }

        NetworkOutput describe() {
            long[] seeds = new long[4];
            for (int i = 0; i < seeds.length; i++) {
                seeds[i] = torch.randint(Long.MAX_VALUE, new long[] {1}).item_long();
            }
            TensorVector features = new TensorVector();
            TensorVector descriptors = new TensorVector();
            for (int i = 0; i < 3; i++) {
                torch.manual_seed(seeds[i]);
                NetworkOutput made = graph.run(pictures().narrow(0, 7L * i, 7), true);
                features.push_back(made.features());
                descriptors.push_back(made.descriptors());
            }
            return new NetworkOutput(cat(features, 0), cat(descriptors, 0));
        }
    }

    private static Map<String, float[]> learned(TorchGraph graph, ChunksTogether chunks) {
        cost(chunks.describe()).backward();
        Map<String, float[]> learned = new LinkedHashMap<>();
        graph.trained()
                .forEach(p -> learned.put(p.name(), TorchGraph.values(p.tensor().grad())));
        graph.statistics().forEach((name, tensor) -> learned.put(name, TorchGraph.values(tensor)));
        return learned;
    }
}
