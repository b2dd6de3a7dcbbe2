package dev.sightline.trainer.split;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * People by whom a model learned or by whom its epoch was chosen, as {@code site/person}: who cannot say how good it is with
 * people it does not know. Read from what {@link SplitParts} leaves in a package.
 *
 * @param names of all of them
 */
public record TrainedPeople(Set<String> names) {
    /** The file of a package that says who is in which part. */
    public static final String FILE = "split.json";

    public TrainedPeople {
        names = Set.copyOf(names);
    }

    /**
     * Reads {@link #FILE}.
     *
     * @param where for the message
     * @throws IllegalArgumentException when it does not say who trained
     */
    public static TrainedPeople read(byte[] json, String where) {
        Set<String> names = new HashSet<>();
        try {
            JsonNode parts = new ObjectMapper().readTree(json);
            for (String part : List.of("training", "validation")) {
                if (!parts.path(part).isArray()) {
                    throw new IllegalArgumentException(where + ": " + FILE + " has no list '" + part
                            + "' of people; take it from the run's folder again, or delete it");
                }
                parts.path(part).forEach(name -> names.add(name.asText()));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    where + ": " + FILE + " is no JSON: " + e.getMessage()
                            + "; take it from the run's folder again, or delete it",
                    e);
        }
        return new TrainedPeople(names);
    }

    /** Whether this person is among them. */
    public boolean has(String identity) {
        return names.contains(identity);
    }
}
