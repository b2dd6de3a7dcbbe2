package dev.sightline.app.train;

import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.start.ForeignStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What has to be said of a network without a manifest that training starts from. */
final class ForeignOptions {
    @Option(
            names = "--input",
            paramLabel = "KEY=VALUE,...",
            description = {
                "Of --from FILE.onnx: what it is given. size=WIDTHxHEIGHT, color=rgb|bgr, mean and scale (one number or three with",
                "/ between, in 0..255); where needed name=, layout=nchw|nhwc, maps=nchw|nhwc, tokens=all|first."
            })
    private @Nullable String input;

    @Option(
            names = "--cut",
            paramLabel = "TENSOR",
            description =
                    "Of --from FILE.onnx: the tensor to go on from, a vector, tokens or feature maps; its first output by"
                            + " default. May be repeated.")
    private List<String> cut = new ArrayList<>();

    @Option(
            names = "--constant",
            paramLabel = "NAME=NUMBER",
            description = "Of --from FILE.onnx: what an input beside the picture is given. May be repeated.")
    private Map<String, Double> constants = new LinkedHashMap<>();

    /** Whether {@code from} is a file without a manifest, or a list of such files. */
    boolean names(String from) {
        return from.endsWith(".onnx") || from.endsWith(".yaml") || from.endsWith(".yml");
    }

    /** The start that {@code from} and these options name; empty where {@code from} is a model with a manifest, or null. */
    Optional<ForeignStart> start(@Nullable String from) throws IOException {
        boolean onnx = from != null && from.endsWith(".onnx");
        boolean list = from != null && (from.endsWith(".yaml") || from.endsWith(".yml"));
        if (!onnx && (input != null || !cut.isEmpty() || !constants.isEmpty())) {
            throw new UserError(
                    "--input, --cut and --constant say what a file without a manifest is like; give --from FILE.onnx,"
                            + " or leave them out" + (list ? " and say it in " + from : ""));
        }
        if (from == null || !onnx && !list) {
            return Optional.empty();
        }
        Path file = Path.of(from);
        if (!Files.isRegularFile(file)) {
            throw new UserError("--from is " + from + ", but there is no such file");
        }
        if (list) {
            return Optional.of(ForeignStart.read(file));
        }
        if (input == null) {
            throw new UserError(
                    "--from is " + from + ", which has no manifest that says what pictures it takes; say it with"
                            + " --input, such as --input size=128x256,color=rgb,mean=123.675/116.28/103.53,scale=58.395/57.12/57.375,"
                            + " or name a model package");
        }
        return Optional.of(ForeignStart.of(file, input, cut, constants));
    }
}
