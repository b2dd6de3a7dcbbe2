package dev.sightline.app.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.trainer.adapt.LearningSet;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipe of a round: the preset {@code person-adapt}, with batches that the data can fill. */
final class AdaptRecipes {
    private static final String PRESET = "person-adapt";
    /** Rows of a batch. */
    private static final int ROWS = 64;

    private static final int MOST_PEOPLE = 16;
    private static final int LEAST_PEOPLE = 4;
    /** What old sites have of all batches. */
    private static final double OLD_SHARE = .5;
    /** What people joined across cameras have of the site's batches, where its cameras alone have people, too. */
    private static final double JOINED_SHARE = .5;

    /** Without old data, the model that serves holds the trainee by how it sees this site's crops. */
    private static final String BOUND =
            "[{loss: triplet, normalized: true, margin: 0.3}, {loss: distillation, weight: 5, likeness: centered-cosines,"
                    + " shown: varied, teachers: [%s]}]";

    private AdaptRecipes() {}

    /**
     * The recipe.
     *
     * @param champion the model that serves, who teaches where there are no old sites
     * @param changes of the user, on top
     */
    static Recipe of(LearningSet site, OldSites old, String champion, long round, Map<String, String> changes)
            throws IOException {
        Map<String, Double> shares = shares(site, old);
        int people = Math.min(
                MOST_PEOPLE,
                site.people().entrySet().stream()
                        .filter(e -> shares.containsKey(e.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .min()
                        .orElse(LEAST_PEOPLE));
        Map<String, String> all = new LinkedHashMap<>();
        all.put("seed", Long.toString(round));
        all.put("batch.people", Integer.toString(people));
        all.put("batch.crops", Integer.toString(Math.max(2, ROWS / people)));
        all.put("batch.shares", json(shares));
        if (old.training().isEmpty()) {
            all.put("losses", BOUND.formatted(json(champion)));
        }
        all.putAll(changes);
        return Recipes.read(PRESET, all);
    }

    /**
     * A model on the straight line from the one that serves to one that learned from it.
     *
     * @param learned its package
     * @param parts how many parts of it stand beside one of the serving model
     */
    static Recipe between(String champion, String learned, int parts) throws IOException {
        List<String> others = new ArrayList<>(List.of(champion));
        others.addAll(Collections.nCopies(parts - 1, learned));
        return Recipes.read(PRESET, Map.of("epochs", "0", "batch.people", "2", "average.with", json(others)));
    }

    /** Whether a site of the learning set has the people that a batch needs. */
    static boolean fills(int people) {
        return people >= LEAST_PEOPLE;
    }

    private static Map<String, Double> shares(LearningSet site, OldSites old) {
        Map<String, Double> shares = new LinkedHashMap<>();
        double own = old.training().isEmpty() ? 1 : 1 - OLD_SHARE;
        long cameras = site.people().entrySet().stream()
                .filter(e -> fills(e.getValue()) && !site.isJoined(e.getKey()))
                .count();
        double joined = !fills(site.joined()) ? 0 : cameras == 0 ? own : own * JOINED_SHARE;
        site.people().forEach((pot, people) -> {
            if (fills(people)) {
                shares.put(pot, site.isJoined(pot) ? joined : (own - joined) / cameras);
            }
        });
        double roots = old.sizes().values().stream().mapToDouble(Math::sqrt).sum();
        old.sizes().forEach((name, crops) -> shares.put(name, OLD_SHARE * Math.sqrt(crops) / roots));
        return shares;
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names and numbers are JSON", e);
        }
    }
}
