package dev.sightline.app.settings;

import dev.sightline.platform.settings.Between;
import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the person descriptor learns on at the sites where it serves. */
@Describe("How the person descriptor learns on at its sites, from what it sees there (sightline adapt).")
public interface AdaptSettings {
    @Describe("How often it learns on while sightline run is at work; 0s: never, only by the command")
    @Between(min = "0s", max = "365d")
    @WithDefault("0s")
    Duration every();

    @Describe("Labeled data of the sites it knew before, [SITE=]PATH each: it stands in the batches and judges what is"
            + " forgotten. Without any, the model that serves bounds the new one")
    Optional<List<String>> oldData();

    @Describe(
            "Who of the old data judges and never trains: share=0.2, or [site:]643-742, [site:]last-50, ...; people whom the"
                    + " serving model was not trained on")
    @WithDefault("share=0.2")
    String oldHoldBack();

    @Describe("Share of a site's people that never trains and judges the result")
    @Range(min = 0.05, max = 0.9)
    @WithDefault("0.3")
    double frozenShare();

    @Describe("Rounds of labeling and learning; later ones find links that earlier ones could not")
    @Range(min = 1, max = 10)
    @WithDefault("4")
    int rounds();

    @Describe("Whether what the gate passes takes over at once")
    @WithDefault("true")
    boolean promote();
}
