package dev.sightline.app.settings;

import dev.sightline.console.ConsolePolicy;
import dev.sightline.console.access.AccessPolicy;
import dev.sightline.console.webhook.WebhookPolicy;
import dev.sightline.contracts.camera.Cameras;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Dwell;
import dev.sightline.contracts.v1.UnknownPerson;
import dev.sightline.contracts.v1.WatchlistHit;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.embedder.network.Provider;
import dev.sightline.ingest.IngestPolicy;
import dev.sightline.ingest.status.DegradedPolicy;
import dev.sightline.matcher.MatcherPolicy;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Rates;
import dev.sightline.matcher.order.OrderPolicy;
import dev.sightline.matcher.topology.StreamsPolicy;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.ByteSize;
import dev.sightline.rollout.PromotionPolicy;
import dev.sightline.store.retention.DataClass;
import dev.sightline.store.retention.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From settings to the policies and messages the services work by. Pure, apart from reading the files that settings name. */
public final class Policies {
    private Policies() {}

    /**
     * Where Kafka is, and all that its clients set.
     *
     * @param access of the outside or the embedded cluster; its log-in wins over everything
     */
    public static KafkaSettings kafka(KafkaClusterSettings s, KafkaAccess access) {
        Map<String, String> common =
                new HashMap<>(s.clientProperties().map(ClientProperties::read).orElse(Map.of()));
        common.putAll(s.common());
        return new KafkaSettings(
                        access.servers(), s.topicPrefix(), common, s.producer(), s.consumer(), s.admin(), s.streams())
                .withLogin(access.login());
    }

    public static IngestPolicy ingest(IngestSettings s, String embedderGroup) {
        IngestPolicy d = IngestPolicy.defaults();
        return d.with(new IngestPolicy.Pictures(
                        s.jpegQuality(), s.maxInlineBytes(), d.pictures().maxPixels()))
                .with(d.connection().withTimeout(s.timeout()))
                .with(new DegradedPolicy(
                        s.degradedShare(), s.degradedWait(), s.degradedWindow(), s.degradedLeastFrames()))
                .limitedBy(embedderGroup, s.maxAhead());
    }

    public static EmbedderPolicy embedder(EmbedderSettings s) {
        EmbedderPolicy d = EmbedderPolicy.defaults();
        List<Provider> providers = s.providers().stream().map(Provider::ofLabel).toList();
        EmbedderPolicy.Describing describing = d.describing();
        return new EmbedderPolicy(
                new EmbedderPolicy.Models(s.personDetector(), s.personDescriptor(), faces(s)),
                new EmbedderPolicy.Inference(
                        new NetworkSettings(providers, s.networkThreads()),
                        1,
                        s.detectThreads(),
                        s.describeThreads(),
                        s.detectionBatch()),
                new EmbedderPolicy.Describing(
                        s.cadence(),
                        describing.leastQuality(),
                        s.facePersonHeight(),
                        describing.cropSide(),
                        describing.cropJpegQuality()),
                new EmbedderPolicy.Flow(
                        d.flow().inFlight(),
                        s.maxFrameAge(),
                        d.flow().commitInterval(),
                        d.flow().maxPixels()));
    }

    private static EmbedderPolicy.@Nullable Faces faces(EmbedderSettings s) {
        return s.faces()
                ? new EmbedderPolicy.Faces(
                        s.faceDetector(),
                        s.faceLandmarks().filter(l -> !l.isBlank()).orElse(null),
                        s.faceDescriptor())
                : null;
    }

    /** @param stateFolder of the Streams application */
    public static MatcherPolicy matcher(MatcherSettings s, Path stateFolder) {
        MatcherPolicy d = MatcherPolicy.defaults();
        LinkPolicy link = d.link();
        return new MatcherPolicy(
                d.track(),
                new OrderPolicy(
                        s.maxWait(),
                        s.maxSilence(),
                        d.order().clockTolerance(),
                        d.order().settle()),
                new LinkPolicy(
                        new Rates(s.bodyFmr(), s.bodyFpir()),
                        new Rates(s.faceFmr(), s.faceFpir()),
                        link.mostFmr(),
                        s.evidenceMargin(),
                        link.evidence(),
                        link.gallery(),
                        link.patience(),
                        link.overlapTolerance()),
                d.alert(),
                new StreamsPolicy(
                        s.threads(),
                        d.streams().commitInterval(),
                        Optional.of(stateFolder),
                        d.streams().threadReplacements(),
                        new StreamsPolicy.TakeOver(s.standbyReplicas(), s.instanceId())));
    }

    /** How a model takes over. */
    public static PromotionPolicy promotion(ModelSettings s) {
        return new PromotionPolicy(s.cropsPerSecond(), s.lead(), s.patience(), s.grace());
    }

    /** How long the matcher keeps exemplars that a task's models describe. */
    public static Duration exemplarLife(ModelTask task) {
        var gallery = MatcherPolicy.defaults().link().gallery();
        return task == ModelTask.FACE_DESCRIPTOR ? gallery.faceLife() : gallery.bodyLife();
    }

    /** How long what is kept. */
    public static RetentionPolicy retention(RetentionSettings s) {
        return new RetentionPolicy(
                Map.of(
                        DataClass.FRAMES, s.frames(),
                        DataClass.CROPS, s.crops(),
                        DataClass.UNMATCHED, s.unmatched(),
                        DataClass.MATCHED, s.matched(),
                        DataClass.WATCHLIST, s.watchlist(),
                        DataClass.EVENTS, s.events(),
                        DataClass.AUDIT, s.audit()),
                s.cropBytes().bytes(),
                s.every(),
                s.late());
    }

    /** Free bytes at which something is done. */
    public static DiskRoom.Bounds disk(DataSettings s) {
        long reserve = s.diskReserve().bytes();
        try {
            return new DiskRoom.Bounds(s.diskThin().map(ByteSize::bytes).orElse(2 * reserve), reserve);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /** The message that makes ingest open a camera; a relative path becomes absolute, for ingest may run elsewhere. */
    public static Camera camera(String name, CameraSettings s) {
        return Cameras.withLive(Camera.newBuilder()
                .setCameraId(Ids.requireName("camera", name))
                .setSiteId(Ids.requireName("site", s.site()))
                .setSource(source(s.source()))
                .setSampleFps(s.fps())
                .setRestricted(s.restricted())
                .setMotionGate(s.motionGate())
                .setRealTime(s.realTime())
                .build());
    }

    /** A source as ingest wants it: an existing path made absolute, anything with a scheme as it is. */
    public static String source(String source) {
        if (source.matches("(?i)[a-z][a-z0-9+.-]+:.*")) {
            return source;
        }
        Path path = Path.of(source).toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new UserError("camera source '" + source + "' is neither an existing file or folder nor an address;"
                    + " allowed: a video file, a folder of images, rtsp://…, http(s)://… or device:N");
        }
        return path.toString();
    }

    /** The message that makes the matcher raise alerts. */
    public static AlertRule rule(String name, RuleSettings s) {
        AlertRule.Builder rule = AlertRule.newBuilder()
                .setRuleId(Ids.requireName("rule", name))
                .addAllCameraIds(s.cameras().orElse(List.of()))
                .setCooldownUs(micros(s.cooldown()));
        return switch (s.when()) {
            case "watchlist-hit" ->
                rule.setWatchlistHit(WatchlistHit.getDefaultInstance()).build();
            case "unknown-person" ->
                rule.setUnknownPerson(UnknownPerson.getDefaultInstance()).build();
            default ->
                rule.setDwell(Dwell.newBuilder().setAtLeastUs(micros(s.atLeast())))
                        .build();
        };
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    /** @throws UserError when the time zone is none */
    public static ConsolePolicy console(ConsoleSettings console) {
        AccessPolicy access = new AccessPolicy(
                console.session(),
                console.idle(),
                AccessPolicy.defaults().linkLife(),
                console.streams(),
                console.streamsPerUser());
        return new ConsolePolicy(
                console.host(),
                console.port(),
                console.hosts().orElse(List.of()),
                access,
                SingleSignOn.policy(console.proxy()),
                WebhookPolicy.of(console.webhookPrivate(), console.webhookAttempts()),
                console.timeZone().map(Policies::zone).orElseGet(ZoneId::systemDefault),
                DiskRoom.unbounded());
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new UserError(
                    "console.time-zone = '" + name + "' is no time zone; use a name such as Europe/Berlin or UTC", e);
        }
    }
}
