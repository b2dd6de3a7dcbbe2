package dev.sightline.trainer.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.network.RuntimeRun;
import dev.sightline.trainer.publish.ExportCheck;
import dev.sightline.trainer.publish.TrainingJob;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.run.People;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that nobody wrote a manifest for. */
class ForeignStartTest {
    private static final int HEIGHT = 32;
    private static final int WIDTH = 16;
    private static final String RGB = "size=16x32,color=rgb,mean=128,scale=64";

    @TempDir
    private Path folder;

    /** Pictures with channels last, a fixed batch, a second input that is added; a map, tokens and a vector of 12. */
    private Path tensorflow(String name) {
        GraphBuilder b =
                new GraphBuilder("tf").input("pictures:0", "1", "32", "16", "3").input("bias:0", "1", "12");
        b.node("Transpose", "turned", List.of("pictures:0"), Attributes.of("perm", new long[] {0, 3, 1, 2}));
        b.constant(weights("kernel", 1, 12, 3, 8, 8));
        b.node("Conv", "map", List.of("turned", "kernel"), Attributes.of("strides", new long[] {8, 8}));
        b.node("Relu", "relu", List.of("map"));
        b.constant(Tensors.longs("flat", new long[] {3}, 1, 12, 8));
        b.node("Reshape", "columns", List.of("relu", "flat"));
        b.node("Transpose", "tokens", List.of("columns"), Attributes.of("perm", new long[] {0, 2, 1}));
        b.node(
                "ReduceMean",
                "mean",
                List.of("tokens"),
                Attributes.of("axes", new long[] {1}),
                Attributes.of("keepdims", 0));
        b.node("Add", "vector", List.of("mean", "bias:0"));
        b.node("ReduceMean", "over-the-batch", List.of("tokens"), Attributes.of("axes", new long[] {0}));
        b.node("Add", "mixed", List.of("tokens", "over-the-batch"));
        return written(
                name,
                b.output("vector", "1", "12").output("mixed", "1", "8", "12").build(13));
    }

    private Path written(String name, ModelProto model) {
        Path file = folder.resolve(name);
        OnnxFile.write(model, file);
        return file;
    }

    private static dev.sightline.onnx.proto.TensorProto weights(String name, long seed, long... shape) {
        float[] values = RuntimeRun.noise(seed, shape);
        for (int i = 0; i < values.length; i++) {
            values[i] *= .1f;
        }
        return Tensors.floats(name, shape, values);
    }

    private static Recipe recipe(Map<String, String> changes) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("network.dimension", "12", "batch.people", "4", "epochs", "2"));
        all.putAll(changes);
        return Recipes.read("person-finetune", all);
    }

    private static float[] run(ModelProto model, String output, float[] picture) throws Exception {
        return RuntimeRun.of(model, new long[] {1, 3, HEIGHT, WIDTH}, picture)
                .get(output)
                .values();
    }

    /** The vector by hand of the arithmetic above: a mean over places of what the convolution leaves above 0. */
    private static float[] vector(float[] picture, float bias) {
        float[] kernel = Tensors.floats(weights("kernel", 1, 12, 3, 8, 8));
        float[] vector = new float[12];
        for (int channel = 0; channel < 12; channel++) {
            for (int place = 0; place < 8; place++) {
                double sum = 0;
                for (int i = 0; i < 192; i++) {
                    int y = place / 2 * 8 + i % 64 / 8;
                    int x = place % 2 * 8 + i % 8;
                    sum += kernel[channel * 192 + i] * picture[i / 64 * 512 + y * 16 + x];
                }
                vector[channel] += (float) (Math.max(0, sum) / 8);
            }
            vector[channel] += bias;
        }
        return vector;
    }

    @Test
    void shouldTakeAFixedBatchChannelsLastAndASecondInput() throws Exception {
        StartingNetwork start = ForeignStart.of(tensorflow("tf.onnx"), RGB, List.of(), Map.of("bias:0", .25))
                .start(recipe(Map.of()));
        float[] picture = RuntimeRun.noise(4, 1, 3, HEIGHT, WIDTH);

        assertThat(new GraphEdit(start.model()).inputs())
                .singleElement()
                .satisfies(i -> assertThat(i.shape()).containsExactly("batch", "3", "32", "16"));
        assertThat(start.input().layout()).isEqualTo(InputSpec.Layout.NCHW);
        assertThat(start.parent()).startsWith("tf.onnx (");
        assertThat(start.brought()).contains("kernel");
        assertThat(run(start.model(), "features", picture)).containsExactly(vector(picture, .25f), within(1e-4f));
    }

    @ParameterizedTest
    @CsvSource({"relu,all", "tokens,all", "tokens,first"})
    void shouldPoolMapsAndTokensAndProjectThem(String cut, String tokens) throws Exception {
        StartingNetwork start = ForeignStart.of(
                        tensorflow("tf.onnx"), RGB + ",tokens=" + tokens, List.of(cut), Map.of("bias:0", 0.0))
                .start(recipe(Map.of("network.dimension", "6", "network.pooling", "average")));
        float[] picture = RuntimeRun.noise(4, 1, 3, HEIGHT, WIDTH);
        float[] projection = Tensors.floats(start.model().getGraph().getInitializerList().stream()
                .filter(t -> t.getName().equals("projection/weights"))
                .findFirst()
                .orElseThrow());

        float[] features = run(start.model(), "features", picture);

        assertThat(features).hasSize(6);
        if (tokens.equals("all")) {
            float[] pooled = vector(picture, 0);
            for (int i = 0; i < 6; i++) {
                double sum = 0;
                for (int j = 0; j < 12; j++) {
                    sum += projection[12 * i + j] * pooled[j];
                }
                assertThat((double) features[i]).isCloseTo(sum, within(1e-4));
            }
        }
    }

    @Test
    void shouldPutNetworksSideBySideEachWithItsOwnPictures() throws Exception {
        tensorflow("tf.onnx");
        Path list = Files.writeString(folder.resolve("both.yaml"), """
                networks:
                  - {file: tf.onnx, input: "size=16x32,color=rgb,mean=128,scale=64", cut: [vector], constants: {"bias:0": 0}}
                  - {file: tf.onnx, input: "size=16x32,color=bgr,mean=10/20/30,scale=2/4/8", cut: vector, constants: {"bias:0": 1}}
                """);
        StartingNetwork start = ForeignStart.read(list).start(recipe(Map.of("network.dimension", "24")));
        float[] picture = RuntimeRun.noise(4, 1, 3, HEIGHT, WIDTH);
        float[] other = new float[picture.length];
        float[] mean = {10, 20, 30};
        float[] scale = {2, 4, 8};
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 512; i++) {
                other[c * 512 + i] = (picture[(2 - c) * 512 + i] * 64 + 128 - mean[c]) / scale[c];
            }
        }

        float[] features = run(start.model(), "features", picture);

        float[] one = unit(vector(picture, 0));
        float[] two = unit(vector(other, 1));
        for (int i = 0; i < 12; i++) {
            assertThat(features[i]).isCloseTo(one[i], within(1e-4f));
            assertThat(features[12 + i]).isCloseTo(two[i], within(1e-4f));
        }
        assertThat(start.brought()).contains("a/kernel", "b/kernel");
        assertThat(start.parent()).contains(" beside ");
    }

    private static float[] unit(float[] row) {
        double squares = 0;
        for (float value : row) {
            squares += value * value;
        }
        for (int i = 0; i < row.length; i++) {
            row[i] /= (float) Math.sqrt(squares);
        }
        return row;
    }

    @Test
    void shouldResizeForANetworkOfAnotherSize() throws Exception {
        tensorflow("tf.onnx");
        GraphBuilder b = new GraphBuilder("small").input("in", "batch", "3", "16", "8");
        b.constant(weights("kernel", 2, 5, 3, 8, 8));
        b.node("Conv", "map", List.of("in", "kernel"), Attributes.of("strides", new long[] {8, 8}));
        written("small.onnx", b.output("map", "batch", "5", "2", "1").build(13));
        Path list = Files.writeString(folder.resolve("both.yaml"), """
                networks:
                  - {file: tf.onnx, input: "size=16x32,color=rgb,mean=0,scale=1", cut: relu}
                  - {file: small.onnx, input: "size=8x16,color=rgb,mean=0,scale=1"}
                """);

        StartingNetwork start = ForeignStart.read(list).start(recipe(Map.of()));

        assertThat(run(start.model(), "descriptor", RuntimeRun.noise(4, 1, 3, HEIGHT, WIDTH)))
                .hasSize(12);
    }

    @Test
    void shouldTrainWithAFrozenWarmUpToAPackage() throws Exception {
        Recipe recipe = recipe(Map.of("freeze", "{start: true, epochs: 1}", "losses", "[{loss: triplet}]"));
        StartingNetwork start = ForeignStart.of(tensorflow("tf.onnx"), RGB, List.of("relu"), Map.of())
                .start(recipe);

        TrainingJob.Outcome outcome = new TrainingJob(
                        recipe,
                        start,
                        People.drawn(folder.resolve("crops"), 12, "10-11", "none"),
                        new RunSettings("cpu", 1, 1))
                .run(folder.resolve("run"), "foreign", "1", TrainingListener.NONE);

        assertThat(outcome.check().worst()).isLessThan(ExportCheck.TOLERANCE);
        assertThat(outcome.manifest().lineage().get("parent")).startsWith("tf.onnx");
    }

    @Test
    void shouldSayWhatItCannotTellByItself() {
        Path file = tensorflow("tf.onnx");

        assertThatThrownBy(() -> ForeignStart.of(file, RGB, List.of(), Map.of()).start(recipe(Map.of())))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining(
                        "it has the input bias:0 [1, 12] beside the picture; give it a value, such as --constant");
        assertThatThrownBy(() -> ForeignStart.of(file, RGB, List.of(), Map.of("bais", 1.0))
                        .start(recipe(Map.of())))
                .hasMessageContaining("a constant is given for 'bais', which is no input");
        assertThatThrownBy(() -> ForeignStart.of(file, RGB, List.of("mixed"), Map.of("bias:0", 0.0))
                        .start(recipe(Map.of())))
                .hasMessageContaining("when another is beside it in the batch");
        assertThatThrownBy(() -> ForeignStart.of(file, RGB, List.of("nothing"), Map.of("bias:0", 0.0))
                        .start(recipe(Map.of())))
                .hasMessageContaining("computes tensor 'nothing'");
        assertThatThrownBy(() -> ForeignStart.of(file, RGB, List.of("vector"), Map.of("bias:0", 0.0))
                        .start(recipe(Map.of("network.stripes", "2"))))
                .hasMessageContaining("network.stripes is 2, but the start is cut at vectors");
        assertThatThrownBy(() -> ForeignStart.of(file, RGB, List.of("vector"), Map.of("bias:0", 0.0))
                        .start(recipe(Map.of("network.rebuild", "true"))))
                .hasMessageContaining("do not go with a start from an ONNX file without a manifest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size=16x32,color=rgb,scale=1 | the input says no mean",
                "size=16,color=rgb,mean=0,scale=1 | the input's size is '16'; allowed: WIDTHxHEIGHT",
                "size=16x32,colour=rgb | the input holds 'colour=rgb'; allowed: KEY=VALUE with the keys name, layout, size",
                "size=16x32,color=gray,mean=0,scale=1 | the input's color is 'gray'; allowed: rgb, bgr",
                "size=16x32,color=rgb,mean=0/1,scale=1 | the input's mean is '0/1'; allowed: one number for all",
                "size=16x32,color=rgb,mean=0,scale=0 | none of them 0",
                "size=16x32,size=8x8 | the input names 'size' twice"
            })
    void shouldRefuseAnInputThatSaysTooLittle(String input, String message) {
        assertThatThrownBy(() -> ForeignInput.parse(input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
