package dev.sightline.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sightline.platform.kafka.KafkaGroup;
import dev.sightline.platform.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    private static final String URL = "store.jdbc.url: jdbc:h2:mem:x\n";

    @TempDir
    Path folder;

    @Test
    void shouldUseDefaultsForWhatIsNotGiven() {
        TestSettings settings = load(URL);

        assertThat(settings.role()).isEqualTo("all");
        assertThat(settings.ingest().fps()).isEqualTo(5);
        assertThat(settings.ingest().maxFrameAge()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.ingest().maxPicture()).isEqualTo(new ByteSize(8 << 20));
        assertThat(settings.ingest().whenBehind()).isEqualTo(TestSettings.WhenBehind.DROP_OLDEST);
        assertThat(settings.ingest().transports()).containsExactly("tcp", "udp");
        assertThat(settings.ingest().ports()).isEmpty();
        assertThat(settings.ingest().motionGate()).isFalse();
        assertThat(settings.store().password()).isEmpty();
        assertThat(settings.store().crops()).isEqualTo(Path.of("crops"));
        assertThat(settings.store().rows()).isEqualTo(1_000_000);
        assertThat(settings.cameras()).isEmpty();
        assertThat(settings.kafka().common()).isEmpty();
    }

    @Test
    void shouldReadEveryKindFromTheFile() {
        TestSettings settings = load("""
                role: ingest
                ingest:
                  fps: 2.5
                  max-frame-age: 250ms
                  max-picture: 512KiB
                  when-behind: block
                  transports: [udp]
                  ports: [80, 8080]
                  motion-gate: yes
                store:
                  jdbc.url: jdbc:postgresql://db/sightline
                  password: "s3cret, with comma"
                  crops: /var/crops
                  rows: 7
                cameras:
                  north.door:
                    source: rtsp://north/1
                  south:
                    source: south.mp4
                    fps: 5
                """);

        assertThat(settings.role()).isEqualTo("ingest");
        assertThat(settings.ingest().fps()).isEqualTo(2.5);
        assertThat(settings.ingest().maxFrameAge()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.ingest().maxPicture()).isEqualTo(new ByteSize(512 << 10));
        assertThat(settings.ingest().whenBehind()).isEqualTo(TestSettings.WhenBehind.BLOCK);
        assertThat(settings.ingest().transports()).containsExactly("udp");
        assertThat(settings.ingest().ports()).contains(List.of(80, 8080));
        assertThat(settings.ingest().motionGate()).isTrue();
        assertThat(settings.store().jdbcUrl()).isEqualTo("jdbc:postgresql://db/sightline");
        assertThat(settings.store().password()).contains("s3cret, with comma");
        assertThat(settings.store().crops()).isEqualTo(Path.of("/var/crops"));
        assertThat(settings.store().rows()).isEqualTo(7);
        assertThat(settings.cameras()).containsOnlyKeys("north.door", "south");
        assertThat(camera(settings, "north.door").source()).isEqualTo("rtsp://north/1");
        assertThat(camera(settings, "north.door").fps()).isZero();
        assertThat(camera(settings, "south").fps()).isEqualTo(5);
    }

    @Test
    void shouldLetFlagsWinOverEnvironmentOverFile() {
        Map<String, String> environment = Map.of(
                "SIGHTLINE_INGEST_FPS",
                "20",
                "SIGHTLINE_INGEST_TRANSPORTS",
                "udp,tcp",
                "SIGHTLINE_ROLE",
                "",
                "PATH",
                "/");

        TestSettings settings = SettingsLoader.load(
                TestSettings.class,
                Optional.of(file(URL + "role: embed\ningest: {fps: 10, transports: [tcp], motion-gate: true}\n")),
                environment,
                Map.of("ingest.fps", "30"));

        assertThat(settings.ingest().fps()).isEqualTo(30);
        assertThat(settings.ingest().transports()).containsExactly("udp", "tcp");
        assertThat(settings.ingest().motionGate()).isTrue();
        assertThat(settings.role()).isEqualTo("embed");
    }

    @Test
    void shouldPassKafkaSettingsThroughFromEverywhere() {
        TestSettings settings = SettingsLoader.load(
                TestSettings.class,
                Optional.of(file(URL + """
                        kafka:
                          bootstrap.servers: a:9092, b:9092
                          topic-prefix: shop
                          security.protocol: SSL
                          producer:
                            linger.ms: 7
                          consumer.max.poll.records: 9
                          streams: {num.stream.threads: 2}
                        """)),
                Map.of("SIGHTLINE_KAFKA_PRODUCER_BATCH_SIZE", "1000", "SIGHTLINE_KAFKA_CLIENT_RACK", "r1"),
                Map.of("kafka.admin.retries", "3"));

        assertThat(KafkaGroup.settings(settings.kafka(), "unused:1"))
                .isEqualTo(new KafkaSettings(
                        "a:9092, b:9092",
                        "shop",
                        Map.of("security.protocol", "SSL", "client.rack", "r1"),
                        Map.of("linger.ms", "7", "batch.size", "1000"),
                        Map.of("max.poll.records", "9"),
                        Map.of("retries", "3"),
                        Map.of("num.stream.threads", "2")));
        assertThat(KafkaGroup.settings(load(URL).kafka(), "embedded:1").bootstrapServers())
                .isEqualTo("embedded:1");
    }

    @Test
    void shouldTakeAnotherSpellingForTheSettingAndNotPassItThrough() {
        TestSettings settings = load(URL + "kafka.topic.prefix: shop\nkafka.bootstrap-servers: a:9092\n");

        assertThat(settings.kafka().topicPrefix()).isEqualTo("shop");
        assertThat(settings.kafka().bootstrapServers()).contains("a:9092");
        assertThat(settings.kafka().common()).isEmpty();
    }

    @Test
    void shouldRefuseTwoSpellingsOfOneSettingThatDisagree() {
        assertThatThrownBy(() -> load(URL + "kafka.bootstrap-servers: a:9092\nkafka.bootstrap.servers: b:9092\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kafka.bootstrap-servers = a:9092")
                .hasMessageContaining("kafka.bootstrap.servers = b:9092")
                .hasMessageContaining("line 3")
                .hasMessageContaining("one setting with two values");
    }

    @Test
    void shouldTakeTwoSpellingsThatAgreeOrComeFromDifferentPlaces() throws Exception {
        Path file = file(URL + "kafka.bootstrap-servers: a:9092\nkafka.bootstrap.servers: a:9092\n");

        TestSettings settings = SettingsLoader.load(
                TestSettings.class, Optional.of(file), Map.of(), Map.of("kafka.bootstrap-servers", "c:9092"));

        assertThat(settings.kafka().bootstrapServers()).contains("c:9092");
    }

    @Test
    void shouldLetAnEmptyValueTakeAnOptionalDefaultAway() {
        assertThat(load(URL).ingest().landmarks()).contains("landmarks-68");
        assertThat(load(URL + "ingest.landmarks: ''\n").ingest().landmarks()).isEmpty();
    }

    @Test
    void shouldTakeNamesOfEntriesFromTheEnvironment() {
        TestSettings settings = SettingsLoader.load(
                TestSettings.class,
                Optional.of(file(URL)),
                Map.of("SIGHTLINE_CAMERAS_NORTH_SOURCE", "north.mp4", "SIGHTLINE_CAMERAS_NORTH_FPS", "3"),
                Map.of("cameras.south.source", "south.mp4"));

        assertThat(settings.cameras()).containsOnlyKeys("north", "south");
        assertThat(camera(settings, "north").fps()).isEqualTo(3);
    }

    @Test
    void shouldShowWhatIsInForceAndWhereFromWithSecretsMasked() {
        LoadedSettings<TestSettings> loaded = SettingsLoader.resolve(
                TestSettings.class,
                Optional.of(file(URL + "store.password: hunter22\nkafka.sasl.jaas.config: x password=hunter22\n")),
                Map.of("SIGHTLINE_INGEST_FPS", "20"),
                Map.of("role", "embed"));

        assertThat(loaded.text())
                .contains("ingest.fps = 20  (environment SIGHTLINE_INGEST_FPS)")
                .contains("role = embed  (flag role)")
                .contains("store.rows = 1000000  (default)")
                .containsPattern("store\\.jdbc\\.url = jdbc:h2:mem:x {2}\\(.*sightline\\.yaml line 1\\)")
                .containsPattern("store\\.password = \\*+ ")
                .containsPattern("kafka\\.sasl\\.jaas\\.config = \\*+ ")
                .doesNotContain("hunter22");
    }

    @Test
    void shouldTellEverythingThatIsWrongInOneMessage() {
        SettingsException failure = catchThrowableOfType(
                SettingsException.class,
                () -> SettingsLoader.load(
                        TestSettings.class,
                        Optional.of(file(URL + "ingest:\n  fps: 90\n  max-frame-age: soon\nkafak.x: 1\n")),
                        Map.of("SIGHTLINE_INGSET_FPS", "5"),
                        Map.of("role", "everything")));

        assertThat(failure.problems()).hasSize(5);
        assertThat(failure.getMessage()).startsWith("settings: 5 problems\n  - ");
    }

    @Test
    void shouldSayThatAFileDoesNotExist() {
        Path absent = folder.resolve("absent.yaml");

        assertThatThrownBy(() -> SettingsLoader.load(TestSettings.class, Optional.of(absent), Map.of(), Map.of()))
                .hasMessage("settings: settings file " + absent + " does not exist");
    }

    @Test
    void shouldNameRequiredSettingsThatAreMissing() {
        assertThatThrownBy(() -> load("cameras: {north: {fps: 1}}"))
                .hasMessageContaining("store.jdbc.url is not set")
                .hasMessageContaining("SIGHTLINE_STORE_JDBC_URL")
                .hasMessageContaining("a JDBC address")
                .hasMessageContaining("cameras.north.source is not set");
    }

    @Test
    void shouldIgnoreEmptyGroupsAndValuesAndReservedNames() {
        Map<String, String> environment = new HashMap<>(Map.of("SIGHTLINE_TESTDATA", "/data"));

        TestSettings settings = SettingsLoader.load(
                TestSettings.class, Optional.of(file(URL + "ingest:\nstore.password:\n")), environment, Map.of());

        assertThat(settings.store().password()).isEmpty();
        assertThat(load(URL + "store.password: ''\n").store().password()).isEmpty();
    }

    private static TestSettings.CameraGroup camera(TestSettings settings, String name) {
        return java.util.Objects.requireNonNull(settings.cameras().get(name));
    }

    private TestSettings load(String yaml) {
        return SettingsLoader.load(TestSettings.class, Optional.of(file(yaml)), Map.of(), Map.of());
    }

    private Path file(String yaml) {
        try {
            return Files.writeString(folder.resolve("sightline.yaml"), yaml);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
