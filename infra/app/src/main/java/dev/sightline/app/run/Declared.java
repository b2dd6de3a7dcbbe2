package dev.sightline.app.run;

import dev.sightline.app.audit.CommandAudit;
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
import dev.sightline.platform.settings.LoadedSettings.Effective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cameras, alert rules and settings that a start declares. Publishing them brings the topics in line: what a configuration
 * declared earlier and no longer does is taken out, what a command added stays (ADR 2).
 *
 * @param cameras to follow
 * @param rules to raise alerts by
 * @param others what happens to those that are not among these
 * @param settings all that have a value, for the audit log; empty for commands with a folder of their own
 */
public record Declared(List<Camera> cameras, List<AlertRule> rules, Others others, List<Effective> settings) {
    private static final String WHY = "the configuration says so";
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
        settings = List.copyOf(settings);
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
                configured ? Others.REMOVE_CONFIGURED : Others.KEEP,
                List.of());
    }

    /** The same, of a process that starts with these settings. */
    Declared with(List<Effective> effective) {
        return new Declared(cameras, rules, others, effective);
    }

    /** These and no others, in a folder that one command has for itself. */
    public static Declared only(List<Camera> cameras, List<AlertRule> rules) {
        return new Declared(cameras, rules, Others.REMOVE_ALL, List.of());
    }

    /** Ids of the cameras. */
    public List<String> cameraIds() {
        return cameras.stream().map(Camera::getCameraId).toList();
    }

    /** Brings the topics in line; what changed. */
    Published publish(KafkaClients kafka) {
        return new Published(new CameraRegister(kafka).change(this::change), reconciledRules(kafka));
    }

    /**
     * Brings the topics in line, and notes settings that are not those of the last start, and what changed.
     *
     * @param process such as {@code run}
     * @return what changed, for people
     */
    List<String> start(String process, KafkaClients kafka, CommandAudit audit) {
        if (!settings.isEmpty()) {
            audit.starts(process, settings);
        }
        Published published = publish(kafka);
        published.note(audit);
        return published.lines();
    }

    /** What publishing changed. */
    record Published(Reconciliation<Camera> cameras, Reconciliation<AlertRule> rules) {
        /** For people. */
        List<String> lines() {
            List<String> lines = new ArrayList<>(cameras.lines("Cameras", "sightline cameras remove"));
            lines.addAll(rules.lines("Rules", "sightline rules remove"));
            return lines;
        }

        /** For the audit log. */
        void note(CommandAudit audit) {
            note("camera", cameras, audit);
            note("rule", rules, audit);
        }

        private static void note(String kind, Reconciliation<?> found, CommandAudit audit) {
            found.added().forEach(key -> audit.did(kind + ".add", key, WHY, ""));
            found.changed().forEach((key, what) -> audit.did(kind + ".change", key, WHY, what));
            found.removed().forEach(key -> audit.did(kind + ".remove", key, WHY, ""));
        }
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
