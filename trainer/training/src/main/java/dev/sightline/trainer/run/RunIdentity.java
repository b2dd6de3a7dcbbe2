package dev.sightline.trainer.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.split.SplitParts;
import dev.sightline.trainer.start.StartingNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What makes two runs the same: who is in which part, the network they begin with, and the recipe, whose number of epochs
 * alone may change, for a run may be extended. A run's folder knows it, so that nobody who trained is later reported as
 * held out and no other start is named as its parent.
 *
 * @param split who trains, who chooses the epoch, who is held out
 * @param start the network to begin with and its teachers, for people, with a hash
 * @param recipe everything else
 */
record RunIdentity(SplitParts split, String start, Recipe recipe) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPLIT = "split";
    private static final String START = "start";
    private static final String RECIPE = "recipe";
    private static final int SHOWN_OF_HASH = 16;

    static RunIdentity of(Recipe recipe, StartingNetwork start, Split split) {
        String teachers = start.teachers().stream().map(t -> t.modelId()).collect(Collectors.joining(" and "));
        String network = Checksum.of(start.model().toByteArray()).substring(0, SHOWN_OF_HASH);
        return new RunIdentity(
                split.parts(),
                start.parent() + " (network " + network + (start.mirrorImages() ? ", with mirror images" : "")
                        + (teachers.isEmpty() ? "" : ", taught by " + teachers)
                        + start.compatibleWith()
                                .map(old -> ", compatible with " + old.modelId())
                                .orElse("")
                        + ")",
                recipe);
    }

    void note(ObjectNode notes) {
        notes.set(SPLIT, JSON.valueToTree(split));
        notes.put(START, start);
        notes.put(RECIPE, Recipes.yaml(recipe));
    }

    /**
     * Refuses what another run has noted.
     *
     * @param epochs behind the noted run
     * @return the epochs it was to have, which may be others than now
     * @throws IllegalArgumentException saying what differs and what to do
     */
    int require(Path folder, ObjectNode notes, int epochs) throws IOException {
        if (!notes.path(SPLIT).isObject() || !notes.has(START)) {
            throw new IllegalArgumentException(
                    "folder " + folder + " holds a run of an earlier version, which did not"
                            + " note who was held out and what it began with, so going on could not be checked; give a folder of its own");
        }
        SplitParts before = JSON.treeToValue(notes.path(SPLIT), SplitParts.class);
        require(folder, "data set", before.data(), split.data());
        Optional<String> difference = split.differenceFrom(before);
        if (difference.isPresent()) {
            throw new IllegalArgumentException("folder " + folder + " holds a run in which " + difference.get()
                    + "; give the same --hold-back, --validate and --suspects, or a folder of its own");
        }
        require(folder, START, notes.path(START).asText(), start);
        Recipe then = recipe(folder, notes);
        require(folder, RECIPE, Recipes.yaml(then.withEpochs(recipe.epochs())), Recipes.yaml(recipe));
        if (recipe.epochs() < epochs) {
            throw new IllegalArgumentException("folder " + folder + " holds a run with " + epochs
                    + " epochs behind it, and epochs is " + recipe.epochs() + " now; allowed: " + epochs
                    + " or more, or give a folder of its own");
        }
        return then.epochs();
    }

    private static Recipe recipe(Path folder, ObjectNode notes) {
        try {
            return Recipes.parse(notes.path(RECIPE).asText());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "folder " + folder + " holds a run whose recipe is not valid any more: " + e.getMessage()
                            + "; give a folder of its own",
                    e);
        }
    }

    private static void require(Path folder, String key, String found, String wanted) {
        if (!found.equals(wanted)) {
            throw new IllegalArgumentException("folder " + folder + " holds a run with another " + key + ": "
                    + lacking(wanted, found) + ", and now it is " + lacking(found, wanted)
                    + "; give the same, or a folder of its own");
        }
    }

    /** The lines of a text that another does not have. */
    private static String lacking(String other, String text) {
        Set<String> known = Set.copyOf(other.lines().toList());
        return text.lines().filter(line -> !known.contains(line)).collect(Collectors.joining(" "));
    }
}
