package dev.sightline.platform.settings;

import dev.sightline.platform.kafka.KafkaGroup;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every kind of setting once. */
@ConfigMapping(prefix = "sightline")
@ReservedEnvironment({"SIGHTLINE_TESTDATA", "SIGHTLINE_JAVA_OPTS"})
public interface TestSettings {
    KafkaGroup kafka();

    Ingest ingest();

    Store store();

    Map<String, CameraGroup> cameras();

    @WithDefault("all")
    @Describe("Which services run.")
    @OneOf({"all", "ingest", "embed"})
    String role();

    /** Numbers, durations, sizes, lists, enums. */
    @Describe("Reading cameras.")
    interface Ingest {
        @WithDefault("5")
        @Range(min = 0.1, max = 60)
        @Describe("Frames per second taken from each camera.")
        double fps();

        @WithDefault("2s")
        @Between(min = "100ms", max = "1m")
        @Describe("Frames older than this are skipped.")
        Duration maxFrameAge();

        @WithDefault("8MiB")
        @Between(min = "64KiB", max = "8MiB")
        @Describe("Larger pictures go to the crop store.")
        ByteSize maxPicture();

        @WithDefault("drop-oldest")
        @Describe("What to do when behind.")
        WhenBehind whenBehind();

        @WithDefault("tcp,udp")
        @OneOf({"tcp", "udp"})
        @Describe("RTSP transports, in order.")
        List<String> transports();

        @Describe("Ports to listen on.")
        @Range(min = 1, max = 65535)
        Optional<List<Integer>> ports();

        @WithDefault("landmarks-68")
        @Describe("Landmark model; empty for none.")
        Optional<String> landmarks();

        @WithDefault("false")
        @Describe("Skip frames without motion.")
        boolean motionGate();
    }

    /** What to do when behind. */
    enum WhenBehind {
        DROP_OLDEST,
        BLOCK
    }

    /** Required, optional, secret, renamed. */
    @Describe("The database.")
    interface Store {
        @WithName("jdbc.url")
        @Matches(value = "jdbc:.+", meaning = "a JDBC address, jdbc:…")
        @Describe("Address of the database.")
        String jdbcUrl();

        @Secret
        @Matches(value = ".{4,}", meaning = "4 characters or more")
        @Describe("Password of the database.")
        Optional<String> password();

        @WithDefault("crops")
        @Describe("Folder of the crop store.")
        Path crops();

        @WithDefault("1000000")
        @Range(min = 1)
        @Describe("Rows kept.")
        long rows();
    }

    /** An entry under a name the user chooses. */
    @Describe("A camera.")
    interface CameraGroup {
        @Describe("File, folder or address.")
        String source();

        @WithDefault("0")
        @Range(min = 0, max = 60)
        @Describe("Frames per second, 0 for all.")
        int fps();
    }
}
