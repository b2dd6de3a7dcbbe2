package dev.sightline.app.settings;

import dev.sightline.platform.settings.ReservedEnvironment;
import io.smallrye.config.ConfigMapping;
import java.util.Map;

/**
 * Everything that can be set: file &lt; environment &lt; flags. The composition root turns it into the services' policies;
 * no service sees it.
 */
@ConfigMapping(prefix = "sightline")
@ReservedEnvironment({"SIGHTLINE_CACHE", "SIGHTLINE_TESTDATA", "SIGHTLINE_JAVA_OPTS", "SIGHTLINE_MAVEN_PROFILES"})
public interface SightlineSettings {
    /** Where data lies. */
    DataSettings data();

    /** The Kafka cluster. */
    KafkaClusterSettings kafka();

    /** What is logged, and how. */
    LogSettings log();

    /** Cameras to follow, by name. */
    Map<String, CameraSettings> cameras();

    /** Alert rules, by name. */
    Map<String, RuleSettings> rules();

    IngestSettings ingest();

    EmbedderSettings embedder();

    MatcherSettings matcher();

    ModelSettings models();

    StoreSettings store();

    RetentionSettings retention();

    TrainerSettings trainer();

    AdaptSettings adapt();

    ConsoleSettings console();

    SearchSettings search();

    HealthSettings health();
}
