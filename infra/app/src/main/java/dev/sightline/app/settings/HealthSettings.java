package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;

/** Health and metrics. */
@Describe("Health and metrics.")
public interface HealthSettings {
    @Describe("Address of /health/live, /health/ready and /metrics")
    @WithDefault("127.0.0.1")
    String host();

    @Describe("Port of health and metrics; 0 picks a free one")
    @Range(min = 0, max = 65535)
    @WithDefault("9090")
    int port();
}
