package dev.sightline.trainer.recipe;

/**
 * How weights move.
 *
 * @param kind sgd, adam or adamw
 * @param rate greatest learning rate
 * @param weightDecay of matrices and kernels; biases and normalizations never decay
 * @param momentum for sgd
 * @param backboneRate factor for the weights that the start model brought, so that they change more slowly than new ones
 * @param clipNorm greatest joint norm of the gradients, 0: no bound
 */
public record OptimizerPlan(
        String kind, double rate, double weightDecay, double momentum, double backboneRate, double clipNorm) {
    public OptimizerPlan {
        AllowedValues.oneOf("optimizer.kind", kind, "sgd", "adam", "adamw");
        AllowedValues.range("optimizer.rate", rate, 0, 100);
        AllowedValues.range("optimizer.weight-decay", weightDecay, 0, 1);
        AllowedValues.range("optimizer.momentum", momentum, 0, 0.9999);
        AllowedValues.range("optimizer.backbone-rate", backboneRate, 0, 100);
        AllowedValues.range("optimizer.clip-norm", clipNorm, 0, 1e6);
    }
}
