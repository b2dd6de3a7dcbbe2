package dev.sightline.rollout;

import java.time.Duration;

/**
 * How a model takes over.
 *
 * @param cropsPerSecond stored crops re-embedded per second, at most; 0: as fast as it goes
 * @param lead event time between the newest frame seen and the switch: longer than an embedder needs to hear of it
 * @param patience how long embedders may take to load the model, and cameras to pass the switch
 * @param grace how long a camera that shows nobody is waited for before it counts as ready
 */
public record PromotionPolicy(double cropsPerSecond, Duration lead, Duration patience, Duration grace) {
    public PromotionPolicy {
        require(cropsPerSecond >= 0, "cropsPerSecond", cropsPerSecond, "0 and more");
        require(!lead.isNegative() && !lead.isZero(), "lead", lead, "above 0");
        require(!patience.isNegative(), "patience", patience, "0 and more");
        require(!grace.isNegative(), "grace", grace, "0 and more");
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("promotion " + key + " = " + value + "; allowed: " + allowed);
        }
    }
}
