package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Capture. */
@Describe("Capture.")
public interface IngestSettings {
    @Describe("Quality of JPEGs we encode")
    @Range(min = 1, max = 100)
    @WithDefault("90")
    int jpegQuality();

    @Describe("Pictures larger than this go to the crop store, only a reference to Kafka; bytes")
    @Range(min = 0, max = 8388608)
    @WithDefault("4194304")
    int maxInlineBytes();

    @Describe("Frames of recorded footage that may lie unread before reading waits for the embedder")
    @Range(min = 1, max = 1000000)
    @WithDefault("500")
    int maxAhead();

    @Describe("Longest time to open a source, and longest silence of a live one")
    @WithDefault("10s")
    Duration timeout();
}
