package dev.sightline.app.evaluate;

import dev.sightline.app.terminal.Outcome;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.verification.OpenSet;
import dev.sightline.trainer.evaluate.verification.OpenSetProtocol;
import dev.sightline.trainer.evaluate.verification.OpenSetScore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sightline evaluate openset}: finding the enrolled among strangers. */
@Command(
        name = "openset",
        description = {
            "Open set: some people are enrolled with the crops of one camera, the others are strangers. FNIR at FPIR",
            "with the size of the gallery and intervals over people."
        },
        footer = {
            "",
            "Example:",
            "  sightline evaluate openset --data site=crops --model person-colour-strip --fpir 0.1,0.01"
        },
        mixinStandardHelpOptions = true)
final class OpenSetCommand implements Callable<Integer> {
    @Mixin
    private DescriptorOptions descriptors;

    @Option(
            names = "--fpir",
            split = ",",
            paramLabel = "RATE",
            defaultValue = "0.3,0.1,0.01",
            description = "False positive identification rates, separated by commas; default: ${DEFAULT-VALUE}.")
    private List<Double> fpir;

    @Option(
            names = "--enrolled",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Share of the people in the gallery; default: ${DEFAULT-VALUE}.")
    private double enrolled;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Of the draw who is enrolled; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private EvaluationOutput output;

    @Override
    public Integer call() throws IOException {
        fpir.forEach(rate -> VerificationCommand.requireRate("--fpir", rate));
        OpenSetProtocol protocol = new OpenSetProtocol(enrolled, seed);
        Outcome outcome = output.begin();
        OpenSet open = protocol.run(descriptors.describe(outcome));
        return EvaluationOutput.end(outcome, OpenSetScore.of(open, fpir, IdentityBootstrap.defaults()));
    }
}
