package dev.sightline.platform.settings;

import dev.sightline.platform.settings.Given.Layer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A settings file as flat keys with their lines. Groups may be nested, dotted or mixed: {@code kafka: {bootstrap.servers:
 * …}} is {@code kafka.bootstrap.servers}. Nothing is built from the file but text.
 */
final class YamlSettings {
    private final String name;
    private final List<Given> given = new ArrayList<>();
    private final List<String> problems;
    private final Set<String> seen = new HashSet<>();

    private YamlSettings(String name, List<String> problems) {
        this.name = name;
        this.problems = problems;
    }

    /** Reads a file; what is wrong with it goes to {@code problems}. */
    static List<Given> read(Path file, List<String> problems) {
        YamlSettings reader = new YamlSettings(file.toString(), problems);
        try {
            reader.readText(Files.readString(file));
        } catch (MalformedInputException e) {
            problems.add("settings file " + file + " is not UTF-8 text");
        } catch (IOException e) {
            problems.add(
                    Files.exists(file)
                            ? "settings file " + file + " cannot be read: " + e.getMessage()
                            : "settings file " + file + " does not exist");
        }
        return List.copyOf(reader.given);
    }

    private void readText(String text) {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (root == null || root.getTag() == Tag.NULL) {
                return;
            }
            if (root instanceof MappingNode mapping) {
                flatten("", mapping);
            } else {
                problems.add(name + " must be a mapping of groups such as 'ingest:' at its top");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(name + " line " + line + ": not YAML: " + e.getProblem());
        }
    }

    private void flatten(String at, MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.add(origin(tuple.getKeyNode()) + ": a key must be plain text");
                continue;
            }
            String key = at.isEmpty() ? keyNode.getValue() : at + "." + keyNode.getValue();
            take(key, tuple.getValueNode(), origin(keyNode));
        }
    }

    private void take(String key, Node value, String origin) {
        if (!seen.add(key)) {
            problems.add(key + " (" + origin + ") is given twice in one file: remove one of them");
        } else if (value instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
            flatten(key, mapping);
        } else if (value instanceof SequenceNode sequence) {
            takeList(key, sequence, origin);
        } else {
            @Nullable String text = scalar(value);
            given.add(
                    text == null ? Given.nothing(Layer.FILE, key, origin) : Given.value(Layer.FILE, key, text, origin));
        }
    }

    private void takeList(String key, SequenceNode sequence, String origin) {
        if (sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            String joined = sequence.getValue().stream()
                    .map(element -> ListText.escape(((ScalarNode) element).getValue()))
                    .collect(Collectors.joining(","));
            given.add(Given.value(Layer.FILE, key, joined, origin));
        } else {
            problems.add(key + " (" + origin + ") is a list of groups: give a list of plain values");
        }
    }

    private static @Nullable String scalar(Node value) {
        return value instanceof ScalarNode text && value.getTag() != Tag.NULL ? text.getValue() : null;
    }

    private String origin(Node node) {
        return name + " line " + (node.getStartMark().getLine() + 1);
    }
}
