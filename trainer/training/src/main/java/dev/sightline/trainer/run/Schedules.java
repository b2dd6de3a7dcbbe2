package dev.sightline.trainer.run;

import dev.sightline.trainer.optimize.Schedule;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.SchedulePlan;

/** A recipe's rate over time, counted in epochs. */
final class Schedules {
    private static final double WARM_UP_FROM = 0.01;

    private Schedules() {}

    static Schedule of(Recipe recipe) {
        SchedulePlan plan = recipe.schedule();
        double rate = recipe.optimizer().rate();
        int end = Math.max(1, recipe.epochs()); // A run of no epochs asks for no rate.
        Schedule schedule = switch (plan.kind()) {
            case "constant" -> new Schedule.Constant(rate);
            case "step" -> new Schedule.Steps(rate, plan.factor(), plan.milestones());
            default -> new Schedule.Cosine(rate, rate * plan.factor(), Math.min(plan.warmUp(), end - 1), end);
        };
        return schedule.warmedUp(plan.warmUp(), WARM_UP_FROM);
    }
}
