package dev.sightline.app.settings;

import dev.sightline.contracts.rule.RuleDefaults;
import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.OneOf;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One alert rule. */
@Describe("One alert rule.")
public interface RuleSettings {
    @Describe("What raises the alert")
    @OneOf({"watchlist-hit", "unknown-person", "dwell"})
    String when();

    @Describe("Cameras it holds for; empty: all")
    Optional<List<String>> cameras();

    @Describe("No second alert for one person and rule within this time, over all cameras")
    @WithDefault(RuleDefaults.COOLDOWN_MINUTES + "m")
    Duration cooldown();

    @Describe("dwell: how long somebody has to stay in one camera")
    @WithDefault(RuleDefaults.AT_LEAST_SECONDS + "s")
    Duration atLeast();
}
