package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.FilePath;
import dev.sightline.platform.settings.OneOf;
import dev.sightline.platform.settings.PassThrough;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Detection and description. */
@Describe("Detection and description.")
public interface EmbedderSettings {
    @FilePath(FilePath.Kind.IF_IT_EXISTS)
    @Describe("Person detector: a model id or a package folder")
    @WithDefault("person-centernet")
    String personDetector();

    @FilePath
    @PassThrough("embedder.detections")
    @Describe("By camera: a MOTChallenge file with its people; when there is any, no person detector runs")
    Map<String, String> detections();

    @FilePath(FilePath.Kind.IF_IT_EXISTS)
    @Describe("Person descriptor: a model id or a package folder. person-colour-strip compares colors only")
    @WithDefault("person-sightline")
    String personDescriptor();

    @Describe("Whether faces are found and described")
    @WithDefault("true")
    boolean faces();

    @Describe("Height of a person, pixels, from which a face is looked for; its own height is about an eighth of that")
    @Range(min = 1, max = 10000)
    @WithDefault("200")
    int facePersonHeight();

    @FilePath(FilePath.Kind.IF_IT_EXISTS)
    @Describe("Face detector: a model id or a package folder")
    @WithDefault("face-faceplugin-detect")
    String faceDetector();

    @FilePath(FilePath.Kind.IF_IT_EXISTS)
    @Describe("Face landmarks: a model id or a package folder; empty when the detector gives them")
    @WithDefault("face-faceplugin-landmarks")
    Optional<String> faceLandmarks();

    @FilePath(FilePath.Kind.IF_IT_EXISTS)
    @Describe("Face descriptor: a model id or a package folder")
    @WithDefault("face-faceplugin-descriptor")
    String faceDescriptor();

    @Describe("Execution providers in order of preference; a missing one is logged and the next is used")
    @OneOf({"tensorrt", "cuda", "openvino", "cpu"})
    @WithDefault("cpu")
    List<String> providers();

    @Describe("Threads inside one network run")
    @Range(min = 1, max = 64)
    @WithDefault("1")
    int networkThreads();

    @Describe("Threads that detect people, each with a network of its own")
    @Range(min = 1, max = 64)
    @WithDefault("1")
    int detectThreads();

    @Describe("Threads that describe people and faces")
    @Range(min = 1, max = 64)
    @WithDefault("1")
    int describeThreads();

    @Describe("Frames in one detection run; more than one pays on a GPU")
    @Range(min = 1, max = 64)
    @WithDefault("1")
    int detectionBatch();

    @Describe(
            "A person who touches nobody is described in one of this many frames; 1: always, for cameras that are slow")
    @Range(min = 1, max = 1000)
    @WithDefault("2")
    int cadence();

    @Describe("Live frames older than this are skipped and counted")
    @WithDefault("10s")
    Duration maxFrameAge();
}
