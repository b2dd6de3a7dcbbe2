package dev.sightline.app.settings;

import dev.sightline.platform.settings.Between;
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

    @Describe("A live camera is degraded when more than this share of its frames was skipped or damaged")
    @Range(min = 0.001, max = 1)
    @WithDefault("0.1")
    double degradedShare();

    @Describe("A live camera is degraded when a frame of it has been waiting for Kafka for so long")
    @Between(min = "100ms", max = "10m")
    @WithDefault("5s")
    Duration degradedWait();

    @Describe("How far back the share of skipped and damaged frames looks")
    @Between(min = "1s", max = "10m")
    @WithDefault("30s")
    Duration degradedWindow();

    @Describe("Fewer frames than this within the window are not judged")
    @Range(min = 1, max = 100000)
    @WithDefault("20")
    int degradedLeastFrames();
}
