package dev.sightline.trainer.recipe;

import java.util.List;

/** Refuses what a recipe asks for and nothing in the run would look at, rather than to train without it and not say so. */
final class IdleKeys {
    private static final String PEOPLE = "people";

    private IdleKeys() {}

    /** @throws IllegalArgumentException naming the key and what it goes with */
    static void refuse(Recipe recipe) {
        BatchPlan batch = recipe.batch();
        boolean bySite = batch.of().equals(PEOPLE) && !batch.sites().equals("natural");
        if (!batch.shares().isEmpty() && !bySite) {
            throw new IllegalArgumentException("batch.shares is " + batch.shares() + " with batch.of " + batch.of()
                    + " and batch.sites " + batch.sites()
                    + "; shares go with batch.of people and batch.sites one-per-batch or mixed, else allowed: {}");
        }
        if (recipe.mining().every() > 0 && !batch.of().equals(PEOPLE)) {
            throw new IllegalArgumentException(
                    "mining.every is " + recipe.mining().every() + " with batch.of " + batch.of()
                            + "; hard negatives go into batches of people, else allowed: 0");
        }
        List<Double> milestones = recipe.schedule().milestones();
        if (!milestones.isEmpty() && !recipe.schedule().kind().equals("step")) {
            throw new IllegalArgumentException("schedule.milestones is " + milestones + " with schedule.kind "
                    + recipe.schedule().kind() + "; milestones go with step, else allowed: []");
        }
        ValidationPlan validation = recipe.validation();
        if (validation.patience() > 0 && validation.every() == 0) {
            throw new IllegalArgumentException("validation.patience is " + validation.patience()
                    + ", but validation.every is 0, so nobody looks; set it to 1 or more, or patience to 0");
        }
        if (recipe.epochs() > 0) {
            for (LossPlan loss : recipe.losses()) {
                requireReached("losses.from-epoch", loss.fromEpoch(), recipe.epochs(), "or leave out " + loss);
            }
            int remembers = recipe.learning().memory().fromEpoch();
            requireReached("memory.from-epoch", remembers, recipe.epochs(), "or set memory.size to 0");
        }
    }

    private static void requireReached(String key, int fromEpoch, int epochs, String otherwise) {
        if (fromEpoch >= epochs) {
            throw new IllegalArgumentException(key + " is " + fromEpoch + ", counted from 0, which a run of " + epochs
                    + (epochs == 1 ? " epoch" : " epochs") + " never reaches; allowed: below that, " + otherwise);
        }
    }
}
