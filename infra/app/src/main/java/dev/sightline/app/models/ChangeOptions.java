package dev.sightline.app.models;

import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.OperatorOption;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.models.manifest.ModelTask;
import picocli.CommandLine.Mixin;

/** What the commands share that take a task's model back: the task, who does it and why, and how it is printed. */
final class ChangeOptions {
    @Mixin
    private OperatorOption operator;

    @Mixin
    private DescriptorTask task;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    /** @throws dev.sightline.platform.problem.UserError when it is no descriptor task */
    ModelTask task() {
        return task.task();
    }

    String by() {
        return operator.by();
    }

    String reason() {
        return reason.text();
    }

    JsonOption json() {
        return json;
    }
}
