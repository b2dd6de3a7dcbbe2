package dev.sightline.app.run;

import dev.sightline.app.run.Reconciliation.Kind;
import dev.sightline.app.run.Reconciliation.Others;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.camera.Cameras;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.roster.CameraRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cameras and alert rules that a start declares. Publishing them brings the topics in line: what a configuration
 * declared earlier and no longer does is taken out, what a command added stays (ADR 2).
 *
 * @param cameras to follow
 * @param rules to raise alerts by
 * @param others what happens to those that are not among these
 */
public record Declared(List<Camera> cameras, List<AlertRule> rules, Others others) {
    private static final Kind<Camera> CAMERAS = new Kind<>(
            Camera::getOrigin,
            c -> Cameras.withLive(c).toBuilder().clearOrigin().clearPlace().build());
    private static final Kind<AlertRule> RULES =
            new Kind<>(AlertRule::getOrigin, r -> r.toBuilder().clearOrigin().build());

    public Declared {
        cameras = cameras.stream()
                .map(c -> Cameras.withLive(c).toBuilder()
                        .setOrigin(Origin.ORIGIN_CONFIGURATION)
                        .build())
                .toList();
        rules = rules.stream()
                .map(r -> r.toBuilder().setOrigin(Origin.ORIGIN_CONFIGURATION).build())
                .toList();
    }

    /**
     * What the settings declare.
     *
     * @param configured whether a configuration file was read: without one, that a camera is not declared says nothing
     */
    public static Declared by(SightlineSettings settings, boolean configured) {
        return new Declared(
                settings.cameras().entrySet().stream()
                        .map(e -> Policies.camera(e.getKey(), e.getValue()))
                        .toList(),
                settings.rules().entrySet().stream()
                        .map(e -> Policies.rule(e.getKey(), e.getValue()))
                        .toList(),
                configured ? Others.REMOVE_CONFIGURED : Others.KEEP);
    }

    /** These and no others, in a folder that one command has for itself. */
    public static Declared only(List<Camera> cameras, List<AlertRule> rules) {
        return new Declared(cameras, rules, Others.REMOVE_ALL);
    }

    /** Ids of the cameras. */
    public List<String> cameraIds() {
        return cameras.stream().map(Camera::getCameraId).toList();
    }

    /**
     * Brings the topics in line.
     *
     * @return what changed, for people
     */
    public List<String> publish(KafkaClients kafka) {
        List<String> lines = new ArrayList<>();
        lines.addAll(new CameraRegister(kafka).change(this::change).lines("Cameras", "sightline cameras remove"));
        lines.addAll(reconciledRules(kafka).lines("Rules", "sightline rules remove"));
        return lines;
    }

    private CameraRegister.Change<Reconciliation<Camera>> change(Map<String, Camera> there) {
        Map<String, Camera> byCamera = new TreeMap<>();
        cameras.forEach(c -> byCamera.put(c.getCameraId(), decided(c, there.get(c.getCameraId()))));
        Reconciliation<Camera> found = Reconciliation.of(CAMERAS, byCamera, there, others);
        return new CameraRegister.Change<>(found.writes(), Set.copyOf(found.removed()), found);
    }

    /**
     * A configuration says nothing of privacy masks and pauses: what people decided in the console stays, and so does the
     * place that the roster gave.
     */
    public static Camera decided(Camera declared, @Nullable Camera there) {
        if (there == null) {
            return declared;
        }
        Camera.Builder decided =
                declared.toBuilder().clearMask().addAllMask(there.getMaskList()).setPaused(there.getPaused());
        return there.hasPlace() ? decided.setPlace(there.getPlace()).build() : decided.build();
    }

    private Reconciliation<AlertRule> reconciledRules(KafkaClients kafka) {
        Map<String, AlertRule> byRule = new TreeMap<>();
        rules.forEach(r -> byRule.put(r.getRuleId(), r));
        CompactedTopic<AlertRule> table = new CompactedTopic<>(kafka, Topics.RULES);
        Reconciliation<AlertRule> found = Reconciliation.of(RULES, byRule, table.read(), others);
        table.putAll(found.writes());
        found.removed().forEach(table::remove);
        return found;
    }
}
