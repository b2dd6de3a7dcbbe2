package dev.sightline.trainer.graph;

import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a graph in the order of computation, every tensor by number. Each value is let go after its last reader,
 * so that only what autograd needs stays in memory.
 */
final class Plan implements AutoCloseable {
    private final List<Step> steps;
    private final @Nullable Value[] constants;
    private final @Nullable TensorOptional[] ready;
    private final int input;
    private final Map<String, Integer> outputs;
    private final Device device;

    private Plan(Numbering numbering, @Nullable Value[] constants, Device device) {
        this.steps = numbering.steps;
        this.input = numbering.input;
        this.outputs = numbering.outputs;
        this.constants = constants;
        this.ready = new @Nullable TensorOptional[constants.length];
        for (int i = 0; i < constants.length; i++) {
            if (constants[i] instanceof Value.Dense dense) {
                ready[i] = new TensorOptional(dense.tensor()).retainReference();
            }
        }
        this.device = device;
    }

    /** One node: what it reads and writes, and which values nobody reads after it. */
    private static final class Step {
        final String name;
        final Operation operation;
        final int[] reads;
        final int[] writes;
        int[] last = new int[0];
        boolean frozen;

        @Nullable
        StyleMixing mixing;

        Step(String name, Operation operation, int[] reads, int[] writes) {
            this.name = name;
            this.operation = operation;
            this.reads = reads;
            this.writes = writes;
        }
    }

    /**
     * @param constants initializers and values of Constant nodes, by name
     * @throws UnsupportedOperatorException naming every node that cannot be run
     */
    static Plan of(ModelProto model, Map<String, Value> constants, Device device) {
        Numbering numbering = new Numbering(model, constants);
        @Nullable Value[] values = new Value[numbering.slots.size()];
        constants.forEach((name, value) -> values[numbering.slot(name)] = value);
        markLast(numbering.steps, values, numbering.outputs);
        return new Plan(numbering, values, device);
    }

    /** Gives every tensor a number; what Identity passes on keeps its own. */
    private static final class Numbering {
        final Map<String, Integer> slots = new HashMap<>();
        final List<Step> steps = new ArrayList<>();
        final Map<String, Integer> outputs = new LinkedHashMap<>();
        final int input;

        Numbering(ModelProto model, Map<String, Value> constants) {
            GraphEdit edit = new GraphEdit(model);
            constants.keySet().forEach(this::slot);
            input = slot(edit.inputs().get(0).name());
            List<String> unsupported = new ArrayList<>();
            for (NodeProto node : edit.nodes()) {
                try {
                    add(new NodeReader(node, opset(model), constants));
                } catch (UnsupportedOperatorException e) {
                    unsupported.add(e.getMessage());
                    node.getOutputList().forEach(this::slot);
                }
            }
            if (!unsupported.isEmpty()) {
                throw new UnsupportedOperatorException(String.join("; ", unsupported)
                        + "; export the network with standard operators, of which the trainer runs "
                        + String.join(", ", Operators.names()));
            }
            edit.outputs().forEach(o -> outputs.put(o.name(), slot(o.name())));
        }

        private void add(NodeReader reader) {
            NodeProto node = reader.node();
            if (node.getOpType().equals("Constant")) {
                return;
            }
            int[] reads = node.getInputList().stream()
                    .mapToInt(name -> name.isEmpty() ? -1 : known(name, node))
                    .toArray();
            if (node.getOpType().equals("Identity")) {
                slots.put(node.getOutput(0), reads[0]);
                return;
            }
            Operation operation = Operators.compile(reader);
            int[] writes = node.getOutputList().stream()
                    .mapToInt(name -> name.isEmpty() ? -1 : slot(name))
                    .toArray();
            steps.add(new Step(Operation.nameOf(node), operation, reads, writes));
        }

        int slot(String name) {
            Integer known = slots.putIfAbsent(name, slots.size());
            return known != null ? known : slots.size() - 1;
        }

        private int known(String name, NodeProto node) {
            Integer slot = slots.get(name);
            if (slot == null) {
                throw new IllegalArgumentException("node '" + Operation.nameOf(node) + "' reads '" + name
                        + "', which nothing before it makes; the file is not in order of computation");
            }
            return slot;
        }
    }

    static int opset(ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(o -> o.getDomain().isEmpty() || o.getDomain().equals("ai.onnx"))
                .mapToInt(o -> (int) o.getVersion())
                .findFirst()
                .orElse(1);
    }

    private static void markLast(List<Step> steps, @Nullable Value[] constants, Map<String, Integer> outputs) {
        boolean[] kept = new boolean[constants.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = constants[i] != null;
        }
        outputs.values().forEach(slot -> kept[slot] = true);
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            step.last = Arrays.stream(step.reads)
                    .filter(slot -> slot >= 0 && !kept[slot])
                    .distinct()
                    .toArray();
            Arrays.stream(step.last).forEach(slot -> kept[slot] = true);
        }
    }

    void freeze(Pattern nodes) {
        steps.forEach(s -> s.frozen = nodes.matcher(s.name).find());
    }

    List<String> mix(StyleMixing mixing) {
        List<Step> mixed = steps.stream()
                .filter(s -> mixing.nodes().matcher(s.name).find())
                .toList();
        steps.forEach(s -> s.mixing = mixed.contains(s) ? mixing : null);
        return mixed.stream().map(s -> s.name).toList();
    }

    Map<String, Tensor> run(Tensor images, boolean training) {
        @Nullable Value[] slots = constants.clone();
        slots[input] = Value.of(images);
        PointerScope outer = PointerScope.getInnerScope();
        for (Step step : steps) {
            Call call = new Call(slots, ready, step.reads, training && !step.frozen, device);
            try (PointerScope scope = new PointerScope()) {
                write(slots, step, call, training, outer);
            } catch (UnsupportedOperatorException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new IllegalStateException("node '" + step.name + "' failed: " + e.getMessage(), e);
            }
            for (int slot : step.last) {
                if (slot != input && slots[slot] instanceof Value.Dense dense) {
                    dense.tensor().close();
                }
                slots[slot] = null;
            }
        }
        Map<String, Tensor> results = new LinkedHashMap<>();
        outputs.forEach((name, slot) -> {
            if (!(slots[slot] instanceof Value.Dense dense)) {
                throw new IllegalStateException("output '" + name + "' is no float tensor");
            }
            results.put(name, dense.tensor());
        });
        return results;
    }

    private static void write(
            @Nullable Value[] slots, Step step, Call call, boolean training, @Nullable PointerScope outer) {
        Value first = step.operation.run(call);
        StyleMixing mixing = step.mixing;
        if (training && mixing != null && first instanceof Value.Dense dense) {
            first = Value.of(mixing.mix(dense.tensor()));
        }
        put(slots, step, 0, first, outer);
        for (int i = 0; i < call.more().size(); i++) {
            put(slots, step, i + 1, call.more().get(i), outer);
        }
    }

    /** A result outlives the scope of its step; one that is an input as it came gets an owner of its own. */
    private static void put(@Nullable Value[] slots, Step step, int output, Value value, @Nullable PointerScope outer) {
        if (output >= step.writes.length || step.writes[output] < 0) {
            return;
        }
        Value result = value;
        if (value instanceof Value.Dense dense) {
            Tensor own = isInput(slots, step, dense.tensor()) ? dense.tensor().alias() : dense.tensor();
            if (outer == null) {
                own.retainReference();
            } else {
                outer.attach(own);
            }
            result = Value.of(own);
        }
        slots[step.writes[output]] = result;
    }

    private static boolean isInput(@Nullable Value[] slots, Step step, Tensor tensor) {
        for (int slot : step.reads) {
            if (slot >= 0 && slots[slot] instanceof Value.Dense dense && dense.tensor() == tensor) {
                return true;
            }
        }
        return false;
    }

    /** The tensors themselves belong to the graph. */
    @Override
    public void close() {
        for (TensorOptional optional : ready) {
            if (optional != null) {
                optional.releaseReference();
            }
        }
        Arrays.fill(ready, null);
        Arrays.fill(constants, null);
    }
}
