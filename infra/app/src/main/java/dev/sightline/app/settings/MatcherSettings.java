package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;
import java.time.Duration;

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
}
