package dev.sightline.app.evaluate;

import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.trainer.evaluate.Measures;
import dev.sightline.trainer.evaluate.Rendering;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How the commands print whose result is measures: for people, or with {@code --json} as fields of one document. */
final class EvaluationOutput {
    @Mixin
    private JsonOption json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Begins the outcome of the command. */
    Outcome begin() {
        return Outcome.of(spec, json);
    }

    /** Ends it with measures as the result. */
    static int end(Outcome outcome, Measures measures) {
        return outcome.text(Rendering.text(measures))
                .fields(Rendering.json(measures))
                .end();
    }
}
