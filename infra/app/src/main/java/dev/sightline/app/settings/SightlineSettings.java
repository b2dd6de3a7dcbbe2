package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.OneOf;
import dev.sightline.platform.settings.PassThrough;
import dev.sightline.platform.settings.Range;
import dev.sightline.platform.settings.ReservedEnvironment;
import dev.sightline.platform.settings.Secret;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set: file &lt; environment &lt; flags. The composition root turns it into the services' policies;
 * no service sees it.
 */
@ConfigMapping(prefix = "sightline")
@ReservedEnvironment({
    "SIGHTLINE_CACHE",
    "SIGHTLINE_LOG_FORMAT",
    "SIGHTLINE_LOG_LEVEL",
    "SIGHTLINE_TESTDATA",
    "SIGHTLINE_JAVA_OPTS",
    "SIGHTLINE_MAVEN_PROFILES"
})
public interface SightlineSettings {
    /** Where data lies. */
    Data data();

    /** The Kafka cluster. */
    Kafka kafka();

    /** Cameras to follow, by name. */
    Map<String, CameraSettings> cameras();

    /** Alert rules, by name. */
    Map<String, RuleSettings> rules();

    Ingest ingest();

    Embedder embedder();

    Matcher matcher();

    Models models();

    Store store();

    Trainer trainer();

    Console console();

    Health health();

    /** Where models are trained. */
    interface Trainer {
        @Describe("Where to train: cpu, cuda or cuda:N (CUDA needs the build profile gpu)")
        @WithDefault("cpu")
        String device();

        @Describe("Threads of LibTorch on the CPU; 0 for one per processor. More than are idle makes it slower")
        @Range(min = 0, max = 1024)
        @WithDefault("0")
        int threads();

        @Describe("Threads that decode and vary pictures ahead of the network")
        @Range(min = 1, max = 64)
        @WithDefault("1")
        int pictureThreads();
    }

    /** Folders. */
    @Describe("Folders.")
    interface Data {
        @Describe("Folder for the embedded Kafka, state stores, the embedded database and crops")
        @WithDefault("sightline-data")
        String folder();

        @Describe("Folder for fetched models and demo footage; empty: $SIGHTLINE_CACHE, else ~/.cache/sightline")
        Optional<String> cache();
    }

    /** How to reach Kafka. Any other client setting passes through under kafka.*. */
    interface Kafka {
        @Describe("Brokers of an outside cluster, host:port,…; empty starts a real Kafka inside this process")
        Optional<String> bootstrapServers();

        @Describe("First part of every topic, group and application name")
        @WithDefault("sightline")
        String topicPrefix();

        @Describe("Partitions of topics created by us; bounds how many instances share the work")
        @Range(min = 1, max = 1000)
        @WithDefault("4")
        int partitions();

        @Describe("Replicas of topics created by us; 3 on a production cluster")
        @Range(min = 1, max = 15)
        @WithDefault("1")
        int replication();

        @Describe("Port of the embedded Kafka on loopback; 0 picks a free one")
        @Range(min = 0, max = 65535)
        @WithDefault("0")
        int embeddedPort();

        @PassThrough("kafka")
        @Describe("Any setting of Kafka's clients, for all of them")
        Map<String, String> common();

        @PassThrough("kafka.producer")
        @Describe("Any setting of Kafka's producers")
        Map<String, String> producer();

        @PassThrough("kafka.consumer")
        @Describe("Any setting of Kafka's consumers")
        Map<String, String> consumer();

        @PassThrough("kafka.admin")
        @Describe("Any setting of Kafka's admin client")
        Map<String, String> admin();

        @PassThrough("kafka.streams")
        @Describe("Any setting of Kafka Streams")
        Map<String, String> streams();
    }

    /** One camera. */
    @Describe("One camera.")
    interface CameraSettings {
        @Describe("File, folder of images, rtsp://, http(s):// or device:N")
        String source();

        @Describe("Matching scope: people are linked between cameras of one site")
        @WithDefault("site")
        String site();

        @Describe("Frames per second to take; 0 takes every frame")
        @Range(min = 0, max = 240)
        @WithDefault("0")
        double fps();

        @Describe("A confirmed person who is on no watchlist raises an alert here")
        @WithDefault("false")
        boolean restricted();

        @Describe("Send a frame only when something moves (and once a second)")
        @WithDefault("false")
        boolean motionGate();

        @Describe("Recorded footage: play it at its own speed, as if it were live")
        @WithDefault("false")
        boolean realTime();
    }

    /** One alert rule. */
    @Describe("One alert rule.")
    interface RuleSettings {
        @Describe("What raises the alert")
        @OneOf({"watchlist-hit", "unknown-person", "dwell"})
        String when();

        @Describe("Cameras it holds for; empty: all")
        Optional<List<String>> cameras();

        @Describe("No second alert for one person and rule within this time, over all cameras")
        @WithDefault("10m")
        Duration cooldown();

        @Describe("dwell: how long somebody has to stay in one camera")
        @WithDefault("60s")
        Duration atLeast();
    }

    /** Capture. */
    @Describe("Capture.")
    interface Ingest {
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

    /** Detection and description. */
    @Describe("Detection and description.")
    interface Embedder {
        @Describe("Person detector: a model id or a package folder")
        @WithDefault("person-centernet")
        String personDetector();

        @PassThrough("embedder.detections")
        @Describe("By camera: a MOTChallenge file with its people; when there is any, no person detector runs")
        Map<String, String> detections();

        @Describe("Person descriptor: a model id or a package folder. person-colour-strip compares colours only")
        @WithDefault("person-sightline")
        String personDescriptor();

        @Describe("Whether faces are found and described")
        @WithDefault("true")
        boolean faces();

        @Describe(
                "Height of a person, pixels, from which a face is looked for; its own height is about an eighth of that")
        @Range(min = 1, max = 10000)
        @WithDefault("200")
        int facePersonHeight();

        @Describe("Face detector: a model id or a package folder")
        @WithDefault("face-faceplugin-detect")
        String faceDetector();

        @Describe("Face landmarks: a model id or a package folder; empty when the detector gives them")
        @WithDefault("face-faceplugin-landmarks")
        Optional<String> faceLandmarks();

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

    /** Tracking and linking. */
    @Describe("Tracking and linking.")
    interface Matcher {
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

        @Describe("How much nearer the best identity must be than the runner-up, squared L2")
        @Range(min = 0, max = 4)
        @WithDefault("0.04")
        double margin();

        @Describe("Longest a live camera that lags is waited for")
        @WithDefault("1s")
        Duration maxWait();

        @Describe("Threads of the Streams application")
        @Range(min = 1, max = 64)
        @WithDefault("1")
        int threads();
    }

    /** Registered models, and how one takes over from another. */
    @Describe("Registered models, and how one takes over from another while everything runs.")
    interface Models {
        @Describe("Folder of registered packages; on several machines a shared one; empty: models/ in the data folder")
        Optional<String> registry();

        @Describe("Stored crops described anew per second during a promotion; 0: as fast as it goes")
        @Range(min = 0, max = 100000)
        @WithDefault("200")
        double cropsPerSecond();

        @Describe("Event time between the newest frame and the switch; longer than embedders need to hear of it")
        @WithDefault("3s")
        Duration lead();

        @Describe("How long embedders may take to load a model before its promotion is given up")
        @WithDefault("2m")
        Duration patience();

        @Describe("How long a camera that shows nobody is waited for during a promotion")
        @WithDefault("10s")
        Duration grace();
    }

    /** The database. */
    @Describe("The database.")
    interface Store {
        @Describe("JDBC URL; empty: an embedded H2 file in the data folder")
        Optional<String> url();

        @Describe("Database user")
        @WithDefault("sightline")
        String user();

        @Secret
        @Describe("Database password")
        @WithDefault("")
        Optional<String> password();
    }

    /** The live page. */
    @Describe("The live page.")
    interface Console {
        @Describe("Address the page listens on; there is no log-in yet, so keep it on loopback")
        @WithDefault("127.0.0.1")
        String host();

        @Describe("Port of the page; 0 picks a free one")
        @Range(min = 0, max = 65535)
        @WithDefault("8080")
        int port();
    }

    /** Health and metrics. */
    @Describe("Health and metrics.")
    interface Health {
        @Describe("Address of /health/live, /health/ready and /metrics")
        @WithDefault("127.0.0.1")
        String host();

        @Describe("Port of health and metrics; 0 picks a free one")
        @Range(min = 0, max = 65535)
        @WithDefault("9090")
        int port();
    }
}
