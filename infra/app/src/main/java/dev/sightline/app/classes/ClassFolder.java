package dev.sightline.app.classes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.words.PersonClass;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes of an installation: a JSON file each in {@code classes} of the data folder. */
final class ClassFolder {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ENDING = ".json";

    private final Path folder;

    ClassFolder(Path data) {
        this.folder = data.resolve("classes");
    }

    /** All, by name. */
    List<PersonClass> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<PersonClass> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
                all.add(read(file));
            }
        }
        return all;
    }

    /** @throws UserError when there is none of this name, saying which there are */
    PersonClass get(String name) throws IOException {
        Path file = file(name);
        if (!Files.isRegularFile(file)) {
            throw unknown(name);
        }
        return read(file);
    }

    /** Keeps a new one. @throws UserError when one of this name is there */
    void add(PersonClass made) throws IOException {
        Path file = file(made.name());
        if (Files.exists(file)) {
            throw new UserError("a class '" + made.name()
                    + "' is there already; remove it first with 'sightline classes" + " remove', or give another name");
        }
        Files.createDirectories(folder);
        ObjectNode json = JSON.createObjectNode()
                .put("name", made.name())
                .put("origin", made.origin())
                .put("model", made.direction().modelId())
                .put("center", made.center())
                .put("spread", made.spread())
                .put("slope", made.odds().slope())
                .put("offset", made.odds().offset());
        ArrayNode values = json.putArray("direction");
        for (float value : made.direction().values()) {
            values.add(value);
        }
        Path part = folder.resolve(file.getFileName() + ".part");
        Files.write(part, JSON.writeValueAsBytes(json));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws UserError when there is none of this name */
    void remove(String name) throws IOException {
        if (!Files.deleteIfExists(file(name))) {
            throw unknown(name);
        }
    }

    private UserError unknown(String name) throws IOException {
        String there = all().stream().map(PersonClass::name).collect(Collectors.joining(", "));
        return new UserError("there is no class '" + name + "'; "
                + (there.isEmpty()
                        ? "there are none yet, make one with 'sightline classes add'"
                        : "there are: " + there));
    }

    private Path file(String name) {
        return folder.resolve(name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}._-]", "_") + ENDING);
    }

    private static PersonClass read(Path file) throws IOException {
        JsonNode json = JSON.readTree(file.toFile());
        try {
            JsonNode values = json.required("direction");
            float[] direction = new float[values.size()];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = (float) values.get(i).asDouble();
            }
            return new PersonClass(
                    json.required("name").asText(),
                    json.required("origin").asText(),
                    UnitVector.normalize(json.required("model").asText(), direction, 1),
                    json.required("center").asDouble(),
                    json.required("spread").asDouble(),
                    new AnswerOdds(
                            json.required("slope").asDouble(),
                            json.required("offset").asDouble()));
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    file + " is no class (" + e.getMessage() + "); remove the file and make the class again", e);
        }
    }
}
