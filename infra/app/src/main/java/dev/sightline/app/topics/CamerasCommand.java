package dev.sightline.app.topics;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Declared;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.Known;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TakesEffect;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.contracts.camera.CameraCheck;
import dev.sightline.contracts.camera.Cameras;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.roster.CameraRegister;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline cameras list|add|remove}: cameras come and go while everything runs. */
@Command(
        name = "cameras",
        description = "List, add, change and remove cameras while the services run.",
        footer = {
            "",
            "Example:",
            "  sightline cameras add door rtsp://10.0.0.7/stream --fps 5 --set kafka.bootstrap-servers=broker:9092"
        },
        mixinStandardHelpOptions = true)
public final class CamerasCommand {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Command(
            description = "Show the cameras, how each is and what is wrong with it.",
            footer = {"", "Example:", "  sightline cameras list --json"},
            mixinStandardHelpOptions = true)
    int list(@Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            installation.createTopics();
            Map<String, Camera> cameras = table(installation).read();
            Map<String, CameraStatus> states = new CompactedTopic<>(installation.kafka(), Topics.CAMERA_STATUS).read();
            outcome.text(CameraTable.of(cameras, states, installation.mayRun()))
                    .field("running", installation.mayRun())
                    .field("cameras", CameraTable.objects(cameras, states));
        }
        return outcome.end();
    }

    @Command(
            description = "Add a camera, or change the one of that name.",
            footer = {"", "Example:", "  sightline cameras add door rtsp://10.0.0.7/stream --fps 5"},
            mixinStandardHelpOptions = true)
    int add(
            @Mixin JsonOption json,
            @Parameters(paramLabel = "NAME", description = "The camera.") String name,
            @Parameters(paramLabel = "SOURCE", description = "File, folder, rtsp://, http(s):// or device:N.")
                    String source,
            @Option(names = "--site", defaultValue = "site", description = "Matching scope.") String site,
            @Option(names = "--fps", defaultValue = "0", description = "Frames per second to take; 0: all.") double fps,
            @Option(names = "--restricted", description = "Unknown persons raise an alert here.") boolean restricted,
            @Mixin ReasonOption reason) {
        Camera camera = valid(Camera.newBuilder()
                .setCameraId(name)
                .setSiteId(site)
                .setSource(source)
                .setSampleFps(fps)
                .setRestricted(restricted));
        Outcome outcome = Outcome.of(spec, json).field("camera", name);
        try (Installation installation = options.open()) {
            installation.createTopics();
            boolean there = table(installation).read().containsKey(name);
            CommandAudit.of(installation.settings(), outcome)
                    .did(there ? "camera.change" : "camera.add", name, site, reason.text(), described(camera));
            Optional<Camera> before = table(installation).change(table -> added(camera, table.get(name)));
            done(installation, outcome, (before.isEmpty() ? "Added camera " : "Changed camera ") + name + ".");
            if (before.filter(CamerasCommand::isConfigured).isPresent()) {
                outcome.say("The configuration declares it; its next start sets it back to what the file says.");
            }
        }
        return outcome.end();
    }

    private static CameraRegister.Change<Optional<Camera>> added(Camera camera, @Nullable Camera before) {
        boolean configured = before != null && isConfigured(before);
        Camera decided = Declared.decided(camera, before).toBuilder()
                .setOrigin(configured ? Origin.ORIGIN_CONFIGURATION : Origin.ORIGIN_COMMAND)
                .build();
        return new CameraRegister.Change<>(
                Map.of(camera.getCameraId(), decided), Set.of(), Optional.ofNullable(before));
    }

    private static boolean isConfigured(Camera camera) {
        return camera.getOrigin() == Origin.ORIGIN_CONFIGURATION;
    }

    @Command(
            description = "Remove a camera.",
            footer = {"", "Example:", "  sightline cameras remove door"},
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin JsonOption json,
            @Parameters(paramLabel = "NAME", description = "The camera.") String name,
            @Mixin ReasonOption reason) {
        Outcome outcome = Outcome.of(spec, json).field("camera", name);
        try (Installation installation = options.open()) {
            installation.createTopics();
            CameraRegister table = table(installation);
            Camera camera = Known.get("camera", name, table.read());
            CommandAudit.of(installation.settings(), outcome)
                    .did("camera.remove", name, camera.getSiteId(), reason.text(), "");
            table.remove(name);
            done(installation, outcome, "Removed camera " + name + ".");
            if (isConfigured(camera)) {
                outcome.say("The configuration declares it; take it out of the file too, or its next start adds it"
                        + " again.");
            }
        }
        return outcome.end();
    }

    /** Checked as everybody checks records, then with its path made absolute. */
    private static Camera valid(Camera.Builder camera) {
        List<String> faults = CameraCheck.faults(camera.build());
        if (!faults.isEmpty()) {
            throw new UserError(String.join("; ", faults));
        }
        return Cameras.withLive(
                camera.setSource(Policies.source(camera.getSource())).build());
    }

    private static String described(Camera camera) {
        return "source: " + Addresses.one(camera.getSource()) + "; fps: " + camera.getSampleFps() + "; restricted: "
                + camera.getRestricted();
    }

    private static void done(Installation installation, Outcome outcome, String done) {
        outcome.say(done);
        TakesEffect.later(installation).ifPresent(outcome::say);
    }

    private static CameraRegister table(Installation installation) {
        return new CameraRegister(installation.kafka());
    }
}
