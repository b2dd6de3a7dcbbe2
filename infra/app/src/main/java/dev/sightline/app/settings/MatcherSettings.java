package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Matches;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Tracking and linking. */
@Describe("Tracking and linking.")
public interface MatcherSettings {
    @Describe(
            "Which of a model's curves gives thresholds: pooled (over all sites it was calibrated on), cautious (the worst"
                    + " of these sites at every score, for a site of which nothing is known), or the name of one of the sites")
    @WithDefault("pooled")
    String calibration();

    @Describe("False match rate of one comparison of bodies: the highest that may link")
    @Range(min = 1e-6, max = 1)
    @WithDefault("0.01")
    double bodyFmr();

    @Describe("Greatest share of strangers whose body may be taken for anybody known, however many are known")
    @Range(min = 1e-6, max = 1)
    @WithDefault("0.1")
    double bodyFpir();

    @Describe("False match rate of one comparison of faces: the highest that may link")
    @Range(min = 1e-6, max = 1)
    @WithDefault("0.001")
    double faceFmr();

    @Describe("Greatest share of strangers whose face may be taken for anybody known, however many are known")
    @Range(min = 1e-6, max = 1)
    @WithDefault("0.02")
    double faceFpir();

    @Describe(
            "How much more evidence must speak for the best identity than for the runner-up, natural log of the likelihood ratio")
    @Range(min = 0, max = 20)
    @WithDefault("1")
    double evidenceMargin();

    @Describe("Longest a live camera that lags is waited for")
    @WithDefault("1s")
    Duration maxWait();

    @Describe("Longest a recorded camera that is silent is waited for; then its site goes on without it")
    @WithDefault("2m")
    Duration maxSilence();

    @Describe("Threads of the Streams application")
    @Range(min = 1, max = 64)
    @WithDefault("1")
    int threads();

    @Describe(
            "Instances beside the one that works that keep a copy of each part of the state: one takes over without restoring it")
    @Range(min = 0, max = 5)
    @WithDefault("0")
    int standbyReplicas();

    @Describe(
            "A name of this instance of its own that stays over restarts: back within 30 s (kafka.consumer.session.timeout.ms),"
                    + " it goes on with its share and nothing moves. Without: each start is a new instance")
    @Matches(value = "[A-Za-z0-9._-]{1,100}", meaning = "up to 100 letters, digits, dots, dashes and underscores")
    Optional<String> instanceId();
}
