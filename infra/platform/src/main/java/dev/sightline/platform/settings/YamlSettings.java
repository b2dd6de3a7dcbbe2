package dev.sightline.platform.settings;

import dev.sightline.platform.settings.Given.Layer;
import dev.sightline.platform.text.TextException;
import dev.sightline.platform.text.YamlFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
            YamlFile.tree(file).ifPresent(reader::take);
        } catch (TextException e) {
            problems.add("settings file " + e.getMessage());
        } catch (NoSuchFileException e) {
            problems.add("settings file " + file + " does not exist");
        } catch (IOException e) {
            problems.add("settings file " + file + " cannot be read: " + e.getMessage());
        }
        return List.copyOf(reader.given);
    }

    private void take(Node root) {
        if (root instanceof MappingNode mapping) {
            flatten("", mapping);
        } else {
            problems.add(name + " must be a mapping of groups such as 'ingest:' at its top");
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
