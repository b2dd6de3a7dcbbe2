package dev.sightline.platform.text;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The one reader of YAML. Everything is bounded before it is expanded: size, nesting, and what anchors multiply to. An
 * anchor that holds itself is refused. Nothing is built from a file but maps, lists, texts, numbers and truth values.
 *
 * <p>A refusal is one sentence with the file, the line where there is one, and what is wrong.
 */
public final class YamlFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 50;
    private static final long MOST_NODES = 100_000;

    private final String name;
    /** How many nodes each node is when all below it is written out; absent while that is being counted. */
    private final Map<Node, Optional<Long>> sizes = new IdentityHashMap<>();

    private YamlFile(String name) {
        this.name = name;
    }

    /**
     * The tree of a file with the place of every node, at most 100,000 nodes with anchors written out; empty for a file
     * that says nothing.
     *
     * @throws IOException when it cannot be read
     * @throws TextException when it is no such tree
     */
    public static Optional<Node> tree(Path file) throws IOException {
        return new YamlFile(file.toString()).compose(TextFile.read(file, MOST_BYTES));
    }

    /**
     * The map that a file is.
     *
     * @throws IOException when it cannot be read
     * @throws TextException when it is none, or has a key twice
     */
    public static Map<String, Object> map(Path file) throws IOException {
        return map(file.toString(), TextFile.read(file, MOST_BYTES));
    }

    /** {@link #map(Path)} of a text, named in messages. */
    public static Map<String, Object> map(String name, String yaml) {
        Object value = value(name, yaml);
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        throw new TextException(name + " must be a map of keys to values");
    }

    /** The value that a text is: a map, list, text, number or truth value; null for one that says nothing. */
    public static @Nullable Object value(String name, String yaml) {
        YamlFile file = new YamlFile(name);
        Optional<Node> tree = file.compose(yaml);
        try {
            return tree.isEmpty() ? null : new Plain().of(tree.get());
        } catch (YAMLException e) {
            throw file.refused(e);
        }
    }

    private Optional<Node> compose(String yaml) {
        Node root;
        try {
            root = new Yaml(new SafeConstructor(options())).compose(new StringReader(yaml));
        } catch (YAMLException e) {
            throw refused(e);
        }
        if (root == null || root.getTag() == Tag.NULL) {
            return Optional.empty();
        }
        size(root);
        return Optional.of(root);
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_BYTES);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setAllowRecursiveKeys(false);
        options.setAllowDuplicateKeys(false);
        return options;
    }

    /** Builds maps, lists and scalars out of a tree. */
    private static final class Plain extends SafeConstructor {
        Plain() {
            super(options());
            setAllowDuplicateKeys(false);
        }

        @Nullable
        Object of(Node tree) {
            return constructDocument(tree);
        }
    }

    private TextException refused(YAMLException e) {
        if (e instanceof MarkedYAMLException marked) {
            String line = marked.getProblemMark() == null
                    ? ""
                    : " line " + (marked.getProblemMark().getLine() + 1);
            return new TextException(
                    name + line + ": not YAML: " + Printable.line(String.valueOf(marked.getProblem())), e);
        }
        return new TextException(name + ": " + reason(String.valueOf(e.getMessage())), e);
    }

    private static String reason(String message) {
        if (message.contains("aliases")) {
            return "more than " + MOST_ALIASES + " aliases of maps and lists; write them out";
        }
        if (message.contains("Nesting Depth")) {
            return "nested deeper than " + DEEPEST + " levels";
        }
        return "not YAML: " + Printable.line(message.lines().findFirst().orElse(""));
    }

    private long size(Node node) {
        Optional<Long> known = sizes.get(node);
        if (known != null) {
            return known.orElseThrow(() -> new TextException(name + " line "
                    + (node.getStartMark().getLine() + 1) + ": this map or list holds itself by an anchor"));
        }
        sizes.put(node, Optional.empty());
        long size = 1;
        for (Node below : below(node)) {
            size += size(below);
        }
        if (size > MOST_NODES) {
            throw new TextException(name + " line " + (node.getStartMark().getLine() + 1) + ": more than " + MOST_NODES
                    + " values with all anchors written out");
        }
        sizes.put(node, Optional.of(size));
        return size;
    }

    private static List<Node> below(Node node) {
        List<Node> nodes = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> {
                nodes.add(tuple.getKeyNode());
                nodes.add(tuple.getValueNode());
            });
        } else if (node instanceof SequenceNode sequence) {
            nodes.addAll(sequence.getValue());
        }
        return nodes;
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value instanceof Map<?, ?> m ? copy(m) : value));
        return copy;
    }
}
