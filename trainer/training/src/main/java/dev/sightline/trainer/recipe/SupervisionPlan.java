package dev.sightline.trainer.recipe;

/**
 * How a run is watched.
 *
 * @param validation how often to look, and at whom
 * @param guard when to stop because all people are described alike
 */
public record SupervisionPlan(ValidationPlan validation, GuardPlan guard) {}
