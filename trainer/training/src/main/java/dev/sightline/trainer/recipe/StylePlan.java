package dev.sightline.trainer.recipe;

/**
 * Pictures of a batch exchange mean and contrast inside the network while it learns; see {@link
 * dev.sightline.trainer.graph.StyleMixing}.
 *
 * @param nodes regular expression found in the names of the nodes after which they do; empty: nowhere
 * @param probability that a batch does, asked at each node
 * @param alpha of the Beta distribution of the share of its own style that a picture keeps
 */
public record StylePlan(String nodes, double probability, double alpha) {
    public StylePlan {
        AllowedValues.pattern("style-mixing.nodes", nodes);
        AllowedValues.range("style-mixing.probability", probability, 0, 1);
        AllowedValues.range("style-mixing.alpha", alpha, 0.01, 100);
    }
}
