package dev.sightline.trainer.recipe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sightline.platform.text.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * Reads recipes: YAML in which a recipe says only how it differs from the one it {@code extends}, in the end from the
 * defaults. A file that it extends is looked for in its own folder. Unknown keys and values out of range are refused by name.
 */
public final class Recipes {
    /** The recipes that come with the trainer. */
    public static final List<String> PRESETS = List.of(
            "person-strong",
            "person-finetune",
            "person-adapt",
            "face-arcface",
            "pairs-only",
            "person-facenet",
            "person-simclr",
            "person-moco",
            "person-autoencoder",
            "person-context");

    private static final String FOLDER = "/dev/sightline/trainer/recipes/";
    private static final String DEFAULTS = "defaults";
    private static final String EXTENDS = "extends";
    private static final String LOSSES = "losses";
    private static final String LOSS_DEFAULTS = "loss-defaults";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Recipes() {}

    /**
     * A recipe by the name of a preset or the path of a file, with settings changed.
     *
     * @param changes values by dotted key, such as {@code batch.people} to {@code 8}
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException naming recipe, key, value and what is allowed
     */
    public static Recipe read(String nameOrFile, Map<String, String> changes) throws IOException {
        try {
            Map<String, Object> tree = resolve(nameOrFile, 0);
            changes.forEach((key, value) -> set(tree, key, value));
            Recipe recipe = convert(tree);
            IdleKeys.refuse(recipe);
            return recipe;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("recipe '" + nameOrFile + "': " + e.getMessage(), e);
        }
    }

    /** A recipe as nested maps in the order of its parts, for reports and the run's folder. */
    public static Map<String, Object> tree(Recipe recipe) {
        return RecipeKeys.flat(MAPPER.convertValue(recipe, new TypeReference<LinkedHashMap<String, Object>>() {}));
    }

    /** A recipe as YAML that {@link #read} takes back. */
    public static String yaml(Recipe recipe) {
        return new Yaml().dump(tree(recipe));
    }

    /**
     * A recipe from the YAML that {@link #yaml} of this or an earlier version wrote; what that did not know has today's
     * default.
     *
     * @throws IllegalArgumentException naming key, value and what is allowed
     */
    public static Recipe parse(String yaml) {
        try {
            Map<String, Object> tree = load(DEFAULTS);
            merge(tree, RenamedKeys.in(YamlFile.map("recipe", yaml)));
            return convert(tree);
        } catch (IOException e) {
            throw new UncheckedIOException("the defaults that come with the trainer", e);
        }
    }

    private static Map<String, Object> resolve(String nameOrFile, int depth) throws IOException {
        if (depth > 8) {
            throw new IllegalArgumentException("extends goes round in a circle");
        }
        Map<String, Object> own = load(nameOrFile);
        if (nameOrFile.equals(DEFAULTS)) {
            return own;
        }
        Object parent = own.remove(EXTENDS);
        Map<String, Object> base =
                resolve(parent == null ? DEFAULTS : besides(nameOrFile, parent.toString()), depth + 1);
        if (!PRESETS.contains(nameOrFile)) {
            Path file = Path.of(nameOrFile).getFileName();
            own.putIfAbsent("name", String.valueOf(file).replaceFirst("\\.ya?ml$", ""));
        }
        merge(base, own);
        return base;
    }

    /** What a file extends is a preset, or a file looked for in its own folder. */
    private static String besides(String nameOrFile, String parent) {
        return PRESETS.contains(parent)
                ? parent
                : Path.of(nameOrFile).resolveSibling(parent).toString();
    }

    private static Map<String, Object> load(String nameOrFile) throws IOException {
        if (nameOrFile.equals(DEFAULTS) || PRESETS.contains(nameOrFile)) {
            try (InputStream in = Recipes.class.getResourceAsStream(FOLDER + nameOrFile + ".yaml")) {
                String yaml =
                        new String(Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                return RenamedKeys.in(YamlFile.map(nameOrFile, yaml));
            }
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "no file " + file + "; give a file, or one of " + String.join(", ", PRESETS));
        }
        return RenamedKeys.in(YamlFile.map(file));
    }

    /** Maps merge key by key, everything else is replaced. */
    private static void merge(Map<String, Object> base, Map<String, Object> own) {
        own.forEach((key, value) -> {
            Map<String, Object> under = branch(base.get(key));
            Map<String, Object> over = branch(value);
            if (under != null && over != null && !key.equals("shares")) {
                merge(under, over);
            } else {
                base.put(key, value);
            }
        });
    }

    @SuppressWarnings("unchecked") // RenamedKeys makes maps with text keys only
    private static @Nullable Map<String, Object> branch(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : null;
    }

    private static void set(Map<String, Object> tree, String dotted, String value) {
        Map<String, Object> at = tree;
        String[] keys = dotted.split("\\.");
        for (int i = 0; i < keys.length - 1; i++) {
            Map<String, Object> next = branch(at.get(RenamedKeys.of(keys[i])));
            if (next == null) {
                throw unknown(at, dotted, List.of(keys).subList(0, i + 1));
            }
            at = next;
        }
        String last = keys[keys.length - 1];
        merge(at, RenamedKeys.in(Collections.singletonMap(last, YamlFile.value(dotted, value))));
    }

    private static IllegalArgumentException unknown(Map<String, Object> at, String dotted, List<String> path) {
        String last = RenamedKeys.of(path.get(path.size() - 1));
        return new IllegalArgumentException("there is no key '" + dotted + "'; "
                + (at.containsKey(last)
                        ? String.join(".", path) + " is a value, not a group of keys"
                        : "allowed: " + String.join(", ", path.size() == 1 ? RecipeKeys.names() : at.keySet())));
    }

    private static Recipe convert(Map<String, Object> tree) {
        Map<String, Object> defaults = branch(tree.remove(LOSS_DEFAULTS));
        if (tree.get(LOSSES) instanceof List<?> losses) {
            List<Object> filled = new ArrayList<>();
            losses.forEach(loss -> filled.add(fill(loss, defaults == null ? Map.of() : defaults)));
            tree.put(LOSSES, filled);
        }
        try {
            return MAPPER.convertValue(RecipeKeys.grouped(tree), Recipe.class);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(RecipeKeys.explain(e), e);
        }
    }

    private static Object fill(Object loss, Map<String, Object> defaults) {
        if (!(loss instanceof Map<?, ?> given) || !(given.get("loss") instanceof String kind)) {
            throw new IllegalArgumentException("losses holds " + loss + "; each entry is a map with the key loss: "
                    + String.join(", ", defaults.keySet()));
        }
        Map<String, Object> own = branch(defaults.get(kind));
        if (own == null) {
            throw new IllegalArgumentException(
                    "loss is '" + kind + "'; allowed: " + String.join(", ", defaults.keySet()));
        }
        Map<String, Object> filled = new LinkedHashMap<>(own);
        filled.putAll(RenamedKeys.in(given));
        return filled;
    }
}
