package dev.sightline.app.topics;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.Policies;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.kafka.CompactedTopic;
import java.io.PrintWriter;
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

    @Command(description = "Show the cameras.", mixinStandardHelpOptions = true)
    int list() {
        try (Installation installation = options.open()) {
            installation.createTopics();
            PrintWriter out = spec.commandLine().getOut();
            table(installation)
                    .read()
                    .values()
                    .forEach(c -> out.printf(
                            "%-20s %-12s %6s fps  %s%s%n",
                            c.getCameraId(),
                            c.getSiteId(),
                            c.getSampleFps() == 0 ? "all" : c.getSampleFps(),
                            Addresses.one(c.getSource()),
                            c.getRestricted() ? "  restricted" : ""));
            out.flush();
        }
        return 0;
    }

    @Command(description = "Add a camera, or change the one of that name.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "The camera.") String name,
            @Parameters(paramLabel = "SOURCE", description = "File, folder, rtsp://, http(s):// or device:N.")
                    String source,
            @Option(names = "--site", defaultValue = "site", description = "Matching scope.") String site,
            @Option(names = "--fps", defaultValue = "0", description = "Frames per second to take; 0: all.") double fps,
            @Option(names = "--restricted", description = "Unknown persons raise an alert here.") boolean restricted) {
        Camera camera = Camera.newBuilder()
                .setCameraId(Ids.requireName("camera", name))
                .setSiteId(Ids.requireName("site", site))
                .setSource(Policies.source(source))
                .setSampleFps(fps)
                .setRestricted(restricted)
                .build();
        try (Installation installation = options.open()) {
            installation.createTopics();
            table(installation).put(name, camera);
        }
        return 0;
    }

    @Command(description = "Remove a camera.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME", description = "The camera.") String name) {
        try (Installation installation = options.open()) {
            table(installation).remove(Ids.requireName("camera", name));
        }
        return 0;
    }

    private static CompactedTopic<Camera> table(Installation installation) {
        return new CompactedTopic<>(installation.kafka(), Topics.CAMERAS);
    }
}
