package dev.sightline.trainer.start;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.HalfWeights;
import dev.sightline.onnx.graph.SymbolicBatch;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.TensorProto;
import dev.sightline.trainer.network.BackboneCut;
import dev.sightline.trainer.network.FeaturePooling;
import dev.sightline.trainer.network.Head;
import dev.sightline.trainer.network.InstanceNorm;
import dev.sightline.trainer.network.MirrorImages;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.recipe.AllowedValues;
import dev.sightline.trainer.recipe.NetworkPlan;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.teach.Teacher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the networks that runs begin with. */
public final class StartingNetworks {
    /** The backbone of the default person detector, cut at strides 16 and 32: the start that learns fastest. */
    public static final String CENTERNET = "centernet-16-32";

    private static final List<Float> NO_MEAN = List.of(0f, 0f, 0f);
    private static final List<Float> NO_SCALE = List.of(1f, 1f, 1f);
    /** ImageNet's, in 0..255. */
    private static final List<Float> MEAN = List.of(123.675f, 116.28f, 103.53f);

    private static final List<Float> SCALE = List.of(58.395f, 57.12f, 57.375f);
    private static final float[] PICTURE_MEAN = {124, 116, 104};
    private static final float[] PICTURE_DEVIATION = {58, 57, 57};

    private StartingNetworks() {}

    /**
     * A model to learn on from where it stands, or the recipe's own network with what fits of the model's weights.
     *
     * @param resolve finds a model package by id, for the detector whose backbone is taken and for teachers
     * @throws IOException when a network cannot be read
     * @throws IllegalArgumentException when the network is to be rebuilt and none of the weights fits
     */
    public static StartingNetwork from(Recipe recipe, ModelPackage model, Function<String, ModelPackage> resolve)
            throws IOException {
        List<ModelPackage> others =
                recipe.average().with().stream().map(resolve).toList();
        ModelProto graph = averaged(model, others);
        String parent = parents(Stream.concat(Stream.of(model), others.stream()));
        List<Teacher> teachers =
                teachers(recipe, Optional.of(new Teacher(graph, model.manifest().input(), parent)), resolve);
        if (!recipe.network().rebuild()) {
            boolean mirrorImages = MirrorImages.in(OnnxFile.read(model.network()));
            return new StartingNetwork(graph, model.manifest().input(), floats(graph), parent, teachers, mirrorImages)
                    .comparableWith(old(recipe, resolve));
        }
        return carriedOver(graph, built(recipe, resolve), parent)
                .taughtBy(teachers)
                .comparableWith(old(recipe, resolve));
    }

    /** All in order; one that stands there several times once, with its parts. */
    private static String parents(Stream<ModelPackage> models) {
        Map<String, Integer> parts = new LinkedHashMap<>();
        models.forEach(m -> parts.merge(m.manifest().modelId(), 1, Integer::sum));
        return parts.entrySet().stream()
                .map(e -> e.getKey() + (e.getValue() == 1 ? "" : " (" + e.getValue() + " parts)"))
                .collect(Collectors.joining(" averaged with "));
    }

    private static ModelProto read(ModelPackage model) throws IOException {
        return HalfWeights.restore(SymbolicBatch.apply(MirrorImages.single(OnnxFile.read(model.network()))));
    }

    /** A model's network with the mean of its own weights and those of others that were trained as the same network. */
    private static ModelProto averaged(ModelPackage model, List<ModelPackage> others) throws IOException {
        ModelProto.Builder mean = read(model).toBuilder();
        for (int known = 1; known <= others.size(); known++) {
            ModelPackage other = others.get(known - 1);
            Map<String, TensorProto> given = initializers(read(other));
            for (TensorProto.Builder own : mean.getGraphBuilder().getInitializerBuilderList()) {
                TensorProto theirs = given.get(own.getName());
                if (theirs == null || !theirs.getDimsList().equals(own.getDimsList())) {
                    throw new IllegalArgumentException(
                            "average.with names " + other.manifest().modelId()
                                    + ", which has no weights '" + own.getName() + "' of the shape that "
                                    + model.manifest().modelId() + " has; average models trained as the same network");
                }
                if (own.getDataType() == Tensors.FLOAT) {
                    TensorProto between = moved(own.build(), theirs, 1f / (known + 1));
                    own.clear().mergeFrom(between);
                }
            }
        }
        return mean.build();
    }

    private static TensorProto moved(TensorProto from, TensorProto toward, float share) {
        float[] values = Tensors.floats(from);
        float[] others = Tensors.floats(toward);
        for (int i = 0; i < values.length; i++) {
            values[i] += (others[i] - values[i]) * share;
        }
        long[] shape = from.getDimsList().stream().mapToLong(Long::longValue).toArray();
        return Tensors.floats(from.getName(), shape, values);
    }

    private static Map<String, TensorProto> initializers(ModelProto model) {
        Map<String, TensorProto> found = new HashMap<>();
        model.getGraph().getInitializerList().forEach(t -> found.put(t.getName(), t));
        return found;
    }

    /** Those that the recipe names; where it names none, the model that is learned from. */
    private static List<Teacher> teachers(Recipe recipe, Optional<Teacher> from, Function<String, ModelPackage> resolve)
            throws IOException {
        Optional<List<String>> named = recipe.learning().taughtBy();
        if (named.isEmpty()) {
            return List.of();
        }
        if (named.get().isEmpty()) {
            return List.of(from.orElseThrow(() -> new IllegalArgumentException("losses.distillation.teachers"
                    + " names no model and there is none to start from; name one, or start from one")));
        }
        List<Teacher> teachers = new ArrayList<>();
        for (String name : named.get()) {
            ModelPackage model = resolve.apply(name);
            // As its file has it: ONNX Runtime runs every layout and a fixed batch, which must not be freed where axis
            // 0 is
            // part of the arithmetic.
            teachers.add(new Teacher(
                    OnnxFile.read(model.network()),
                    model.manifest().input(),
                    model.manifest().modelId()));
        }
        return teachers;
    }

    /** The old model that a recipe's new descriptors are to stay comparable with, as its file has it. */
    public static Optional<Teacher> old(Recipe recipe, Function<String, ModelPackage> resolve) {
        return recipe.learning().compatibleWith().map(name -> {
            ModelPackage model = resolve.apply(name);
            return new Teacher(
                    OnnxFile.read(model.network()),
                    model.manifest().input(),
                    model.manifest().modelId());
        });
    }

    private static StartingNetwork carriedOver(ModelProto from, StartingNetwork into, String parent) {
        Map<String, TensorProto> given = initializers(from);
        Set<String> brought = new HashSet<>();
        ModelProto.Builder model = into.model().toBuilder();
        for (TensorProto.Builder own : model.getGraphBuilder().getInitializerBuilderList()) {
            TensorProto other = given.get(own.getName());
            if (other != null
                    && other.getDataType() == own.getDataType()
                    && other.getDimsList().equals(own.getDimsList())) {
                own.clear().mergeFrom(other);
                brought.add(own.getName());
            }
        }
        if (brought.isEmpty()) {
            throw new IllegalArgumentException("network.rebuild is true, but no weight of " + parent
                    + " fits the recipe's network by name and shape; name the network that it was made as");
        }
        return new StartingNetwork(model.build(), into.input(), brought, parent);
    }

    /**
     * The network that a recipe asks for.
     *
     * @param resolve finds a model package by id, for the detector whose backbone is taken and for teachers
     * @throws IOException when detector or teacher cannot be read
     */
    public static StartingNetwork fresh(Recipe recipe, Function<String, ModelPackage> resolve) throws IOException {
        if (!recipe.average().with().isEmpty()) {
            throw new IllegalArgumentException(
                    "average.with names " + recipe.average().with()
                            + ", but there is no model to start from whose weights theirs could be averaged with; name one");
        }
        return built(recipe, resolve)
                .taughtBy(teachers(recipe, Optional.empty(), resolve))
                .comparableWith(old(recipe, resolve));
    }

    private static StartingNetwork built(Recipe recipe, Function<String, ModelPackage> resolve) throws IOException {
        NetworkPlan plan = recipe.network();
        if (!plan.name().equals(CENTERNET) && plan.stripes() > 1) {
            throw new IllegalArgumentException("network.stripes is " + plan.stripes() + ", but '" + plan.name()
                    + "' has a head of its own; stripes go with " + CENTERNET);
        }
        if (!plan.name().equals(CENTERNET) && !plan.pooling().equals(NetworkPlan.USUAL_POOLING)) {
            throw new IllegalArgumentException("network.pooling is " + plan.pooling() + ", but '" + plan.name()
                    + "' has a head of its own; pooling goes with " + CENTERNET);
        }
        if (!plan.name().equals(CENTERNET)) {
            ModelProto built =
                    Networks.byName(plan.name(), plan.height(), plan.width(), plan.dimension(), recipe.seed());
            return new StartingNetwork(normalized(plan, built), input(plan, MEAN, SCALE), Set.of(), plan.name());
        }
        if (plan.width() % 32 != 0 || plan.height() % 32 != 0) {
            throw new IllegalArgumentException("network.width and network.height are " + plan.width() + " and "
                    + plan.height() + "; " + CENTERNET + " needs multiples of 32");
        }
        if (plan.height() / 32 % plan.stripes() != 0) {
            throw new IllegalArgumentException("network.stripes is " + plan.stripes()
                    + ", but must divide the rows of the last feature map, " + plan.height() / 32);
        }
        ModelPackage detector = resolve.apply("person-centernet");
        ModelProto backbone = BackboneCut.at(OnnxFile.read(detector.network()), BackboneCut.CENTERNET);
        ModelProto whole = head(plan).attach(backbone, recipe.seed());
        return new StartingNetwork(
                normalized(plan, whole),
                input(plan, NO_MEAN, NO_SCALE),
                floats(backbone),
                "backbone of " + detector.manifest().modelId());
    }

    /** On the maps of a backbone, as a recipe says. */
    static Head head(NetworkPlan plan) {
        FeaturePooling pooling =
                FeaturePooling.valueOf(plan.pooling().toUpperCase(Locale.ROOT).replace('-', '_'));
        return new Head(pooling, plan.stripes(), OptionalInt.of(plan.dimension()), true);
    }

    private static ModelProto normalized(NetworkPlan plan, ModelProto model) {
        ModelProto halves = plan.ibn().isEmpty() ? model : InstanceNorm.onHalf(model, madeBy(plan.ibn(), model));
        return plan.instanceNorm() ? InstanceNorm.onInput(halves, PICTURE_MEAN, PICTURE_DEVIATION) : halves;
    }

    private static List<String> madeBy(String nodes, ModelProto model) {
        Predicate<String> named = Pattern.compile(nodes).asPredicate();
        List<String> made = model.getGraph().getNodeList().stream()
                .filter(n -> named.test(n.getName()))
                .map(n -> n.getOutput(0))
                .toList();
        AllowedValues.found("network.ibn", nodes, made.size());
        return made;
    }

    private static InputSpec input(NetworkPlan plan, List<Float> mean, List<Float> scale) {
        return new InputSpec(
                BackboneCut.IMAGES,
                InputSpec.Layout.NCHW,
                plan.width(),
                plan.height(),
                1,
                InputSpec.Color.RGB,
                mean,
                scale,
                InputSpec.Resize.STRETCH,
                0);
    }

    /** Names of all that a graph was trained to. */
    static Set<String> floats(ModelProto graph) {
        Set<String> names = new HashSet<>();
        for (TensorProto tensor : graph.getGraph().getInitializerList()) {
            names.add(tensor.getName());
        }
        return names;
    }
}
