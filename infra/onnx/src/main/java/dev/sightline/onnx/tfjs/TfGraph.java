package dev.sightline.onnx.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.onnx.OnnxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A TF.js graph model as read: its nodes and its constants. */
final class TfGraph {
    private final String file;
    private final Map<String, TfNode> nodes;
    private final Map<String, Constant> constants;

    private TfGraph(String file, Map<String, TfNode> nodes, Map<String, Constant> constants) {
        this.file = file;
        this.nodes = nodes;
        this.constants = constants;
    }

    /** Reads the JSON and the weight files it names, which lie beside it. */
    static TfGraph read(Path json) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(json.toFile());
        } catch (IOException e) {
            throw new OnnxException(json + ": cannot be read as a TF.js model: " + e.getMessage(), e);
        }
        String format = root.path("format").asText("graph-model");
        JsonNode list = root.path("modelTopology").path("node");
        if (!format.equals("graph-model") || !list.isArray()) {
            throw new OnnxException(json + ": is no TF.js graph model (format '" + format + "'); allowed: graph-model");
        }
        Map<String, TfNode> nodes = new LinkedHashMap<>();
        list.forEach(n -> {
            TfNode node = TfNode.of(n);
            nodes.put(node.name(), node);
        });
        return new TfGraph(json.toString(), nodes, TfWeights.read(json, root.path("weightsManifest")));
    }

    String file() {
        return file;
    }

    Constant constant(TfNode node) {
        Constant constant = constants.get(node.name());
        if (constant == null) {
            throw node.unsupported("has no weights in the manifest");
        }
        return constant;
    }

    /** The nodes that the outputs need, each after those it reads. */
    List<TfNode> inOrder(List<String> outputs) {
        List<TfNode> order = new ArrayList<>();
        Set<String> begun = new HashSet<>();
        Set<String> done = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            TfNode node = node(open.peek());
            if (!begun.add(node.name())) {
                open.pop();
                if (done.add(node.name())) {
                    order.add(node);
                }
                continue;
            }
            for (String input : node.inputs()) {
                if (begun.contains(input) && !done.contains(input)) {
                    throw node.unsupported("reads '" + input + "' in a circle");
                }
                open.push(input);
            }
        }
        return order;
    }

    private TfNode node(String name) {
        TfNode node = nodes.get(name);
        if (node == null) {
            throw new OnnxException(file + ": no node '" + name + "'"
                    + (name.contains(":") ? "; only the first output of a node can be read" : ""));
        }
        return node;
    }
}
