package dev.sightline.app.classes;

import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How the commands about classes print: for people, or with {@code --json} as one document. */
final class ClassesOutput {
    @Mixin
    private JsonOption json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Begins the outcome of the command. */
    Outcome begin() {
        return Outcome.of(spec, json);
    }
}
