package dev.sightline.app.models;

import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.problem.UserError;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** {@code --task}: whose model changes. */
final class DescriptorTask {
    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "person-descriptor (default) or face-descriptor.",
            defaultValue = "person-descriptor")
    private String task = "person-descriptor";

    /** @throws UserError when it is no descriptor task */
    ModelTask task() {
        return Arrays.stream(ModelTask.values())
                .filter(t -> t.label().equals(task) && t.describes())
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "--task '" + task + "' is not allowed; use person-descriptor or face-descriptor"));
    }
}
