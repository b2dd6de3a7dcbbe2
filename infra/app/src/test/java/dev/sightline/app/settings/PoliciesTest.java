package dev.sightline.app.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.network.Provider;
import dev.sightline.ingest.IngestPolicy;
import dev.sightline.ingest.status.DegradedPolicy;
import dev.sightline.matcher.MatcherPolicy;
import dev.sightline.matcher.link.score.Rates;
import dev.sightline.matcher.topology.StreamsPolicy;
import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.retention.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {
    @TempDir
    Path folder;

    @Test
    void shouldThinTheDiskBeforeIngestStops() {
        assertThat(Policies.disk(settings(Map.of()).data())).isEqualTo(new DiskRoom.Bounds(2L << 30, 1L << 30));
        assertThat(Policies.disk(settings(Map.of("data.disk-reserve", "5GiB")).data()))
                .isEqualTo(new DiskRoom.Bounds(10L << 30, 5L << 30));
        SightlineSettings wrong = settings(Map.of("data.disk-reserve", "5GiB", "data.disk-thin", "4GiB"));
        assertThatThrownBy(() -> Policies.disk(wrong.data()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("data.disk-thin");
    }

    /** The schema and the policies each name defaults; a difference would make the documentation wrong. */
    @Test
    void shouldHaveThePoliciesOwnDefaults() {
        SightlineSettings settings = settings(Map.of());
        IngestPolicy ingest = IngestPolicy.defaults();
        MatcherPolicy matcher = MatcherPolicy.defaults();
        StreamsPolicy streams = matcher.streams();

        assertThat(Policies.ingest(settings.ingest(), "embedder"))
                .isEqualTo(ingest.limitedBy("embedder", ingest.ahead().maxFrames()));
        assertThat(Policies.embedder(settings.embedder())).isEqualTo(EmbedderPolicy.defaults());
        assertThat(Policies.matcher(settings.matcher(), folder))
                .isEqualTo(new MatcherPolicy(
                        matcher.track(),
                        matcher.order(),
                        matcher.link(),
                        matcher.alert(),
                        new StreamsPolicy(
                                streams.threads(),
                                streams.commitInterval(),
                                Optional.of(folder),
                                streams.threadReplacements(),
                                StreamsPolicy.TakeOver.none())));
        assertThat(Policies.kafka(settings.kafka(), KafkaAccess.open("somewhere:1")))
                .isEqualTo(KafkaSettings.of("somewhere:1", "sightline"));
    }

    @Test
    void shouldPutEverySettingWhereItWorks() {
        Map<String, String> flags = new HashMap<>(Map.of(
                "ingest.jpeg-quality", "50",
                "ingest.max-inline-bytes", "1000",
                "ingest.max-ahead", "7",
                "ingest.timeout", "3s",
                "ingest.degraded-share", "0.5",
                "ingest.degraded-wait", "7s",
                "ingest.degraded-window", "1m",
                "ingest.degraded-least-frames", "9"));
        flags.putAll(Map.of(
                "embedder.providers", "cuda,cpu",
                "embedder.network-threads", "2",
                "embedder.detect-threads", "3",
                "embedder.describe-threads", "4",
                "embedder.detection-batch", "5",
                "embedder.cadence", "6",
                "embedder.max-frame-age", "8s",
                "embedder.person-detector", "a",
                "embedder.person-descriptor", "b",
                "embedder.faces", "false"));
        flags.putAll(Map.of(
                "matcher.body-fmr", "0.1",
                "matcher.body-fpir", "0.2",
                "matcher.face-fmr", "0.3",
                "matcher.face-fpir", "0.4",
                "matcher.evidence-margin", "0.5",
                "matcher.max-wait", "6s",
                "matcher.max-silence", "90s",
                "matcher.threads", "7",
                "matcher.standby-replicas", "1",
                "matcher.instance-id", "hall-2"));
        SightlineSettings settings = settings(flags);

        IngestPolicy ingest = Policies.ingest(settings.ingest(), "group");
        EmbedderPolicy embedder = Policies.embedder(settings.embedder());
        MatcherPolicy matcher = Policies.matcher(settings.matcher(), folder);

        assertThat(ingest.jpegQuality()).isEqualTo(50);
        assertThat(ingest.maxInlineBytes()).isEqualTo(1000);
        assertThat(ingest.ahead().consumerGroup()).isEqualTo("group");
        assertThat(ingest.ahead().maxFrames()).isEqualTo(7);
        assertThat(ingest.connection().openTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(ingest.connection().readTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(ingest.degraded())
                .isEqualTo(new DegradedPolicy(0.5, Duration.ofSeconds(7), Duration.ofMinutes(1), 9));
        assertThat(embedder.models()).isEqualTo(new EmbedderPolicy.Models("a", "b", null));
        assertThat(embedder.inference().network().providers()).containsExactly(Provider.CUDA, Provider.CPU);
        assertThat(embedder.inference().network().threads()).isEqualTo(2);
        assertThat(embedder.inference().detectThreads()).isEqualTo(3);
        assertThat(embedder.inference().describeThreads()).isEqualTo(4);
        assertThat(embedder.inference().detectionBatch()).isEqualTo(5);
        assertThat(embedder.describing().cadence()).isEqualTo(6);
        assertThat(embedder.flow().maxFrameAge()).isEqualTo(Duration.ofSeconds(8));
        assertThat(matcher.link().body()).isEqualTo(new Rates(0.1, 0.2));
        assertThat(matcher.link().face()).isEqualTo(new Rates(0.3, 0.4));
        assertThat(matcher.link().margin()).isEqualTo(0.5);
        assertThat(matcher.order().maxWait()).isEqualTo(Duration.ofSeconds(6));
        assertThat(matcher.order().maxSilence()).isEqualTo(Duration.ofSeconds(90));
        assertThat(matcher.streams().threads()).isEqualTo(7);
        assertThat(matcher.streams().takeOver()).isEqualTo(new StreamsPolicy.TakeOver(1, Optional.of("hall-2")));
    }

    @Test
    void shouldPassKafkasOwnSettingsThrough() {
        KafkaSettings kafka = Policies.kafka(
                settings(Map.of(
                                "kafka.security.protocol", "SSL",
                                "kafka.producer.linger.ms", "9",
                                "kafka.consumer.session.timeout.ms", "6000",
                                "kafka.topic-prefix", "mine"))
                        .kafka(),
                KafkaAccess.open("somewhere:1"));

        assertThat(kafka.topicPrefix()).isEqualTo("mine");
        assertThat(kafka.common()).containsExactly(Map.entry("security.protocol", "SSL"));
        assertThat(kafka.producer()).containsExactly(Map.entry("linger.ms", "9"));
        assertThat(kafka.consumer()).containsExactly(Map.entry("session.timeout.ms", "6000"));
    }

    @Test
    void shouldLogInToItsOwnKafkaWhateverIsPassedThrough() {
        KafkaAccess own = new KafkaAccess("own:1", Map.of("security.protocol", "SASL_PLAINTEXT"));

        KafkaSettings kafka = Policies.kafka(
                settings(Map.of("kafka.security.protocol", "SSL", "kafka.client.rack", "r1"))
                        .kafka(),
                own);

        assertThat(kafka.common())
                .containsOnly(Map.entry("security.protocol", "SASL_PLAINTEXT"), Map.entry("client.rack", "r1"));
    }

    @Test
    void shouldMakeCamerasAndRules() {
        SightlineSettings settings = settings(Map.of(
                "cameras.door.source", folder.toString(),
                "cameras.door.site", "shop",
                "cameras.door.fps", "5",
                "cameras.door.restricted", "true",
                "rules.lingering.when", "dwell",
                "rules.lingering.cameras", "door",
                "rules.lingering.at-least", "30s",
                "rules.lingering.cooldown", "1m"));

        Camera camera =
                Policies.camera("door", requireNonNull(settings.cameras().get("door")));
        AlertRule rule =
                Policies.rule("lingering", requireNonNull(settings.rules().get("lingering")));

        assertThat(camera.getCameraId()).isEqualTo("door");
        assertThat(camera.getSiteId()).isEqualTo("shop");
        assertThat(camera.getSource()).isEqualTo(folder.toString());
        assertThat(camera.getSampleFps()).isEqualTo(5);
        assertThat(camera.getRestricted()).isTrue();
        assertThat(rule.getCameraIdsList()).isEqualTo(List.of("door"));
        assertThat(rule.getDwell().getAtLeastUs()).isEqualTo(30_000_000);
        assertThat(rule.getCooldownUs()).isEqualTo(60_000_000);
    }

    @Test
    void shouldSayWhatACameraMayBe() {
        assertThat(Policies.source("rtsp://camera/1")).isEqualTo("rtsp://camera/1");
        assertThat(Policies.source("device:0")).isEqualTo("device:0");
        assertThatThrownBy(() -> Policies.source("no-such-file.mp4"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'no-such-file.mp4' is neither an existing file or folder nor an address")
                .hasMessageContaining("allowed: a video file, a folder of images, rtsp://");
    }

    private static SightlineSettings settings(Map<String, String> flags) {
        return SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), flags);
    }

    @Test
    void shouldKeepByDefaultWhatThePolicySays() {
        SightlineSettings settings = SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), Map.of());

        assertThat(Policies.retention(settings.retention())).isEqualTo(RetentionPolicy.defaults());
        assertThat(settings.retention().topics()).isEqualTo(Topics.SIGHTINGS.retention());
    }
}
