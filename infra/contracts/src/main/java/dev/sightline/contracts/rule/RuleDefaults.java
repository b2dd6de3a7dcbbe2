package dev.sightline.contracts.rule;

import java.time.Duration;

/** What holds for an alert rule that does not say otherwise, wherever it is declared. */
public final class RuleDefaults {
    public static final long COOLDOWN_MINUTES = 10;
    public static final long AT_LEAST_SECONDS = 60;

    /** No second alert for one person and rule within this time. */
    public static final Duration COOLDOWN = Duration.ofMinutes(COOLDOWN_MINUTES);

    /** How long somebody has to stay in one camera. */
    public static final Duration AT_LEAST = Duration.ofSeconds(AT_LEAST_SECONDS);

    private RuleDefaults() {}
}
