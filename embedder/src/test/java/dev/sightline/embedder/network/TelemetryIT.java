package dev.sightline.embedder.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sightline.embedder.TinyModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What ONNX Runtime leaves in a fresh home. Each process starts with an empty environment, because the library also keeps
 * still where a variable like {@code CI} is set, and a test there would show nothing.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "events go to the system's tracing there, not to a file")
class TelemetryIT {
    private static final String LONG_ARGUMENT = "x".repeat(10_000);

    @TempDir
    Path folder;

    @Test
    void shouldLeaveNoUsageEventsBehind() throws Exception {
        Run run = run(WithUs.class);

        assertThat(run.output()).contains("ran");
        assertThat(run.exit()).isZero();
        assertThat(run.leftInHome()).isEmpty();
    }

    @Test
    void shouldRunWhenTheCommandLineIsLong() throws Exception {
        Run run = run(WithUs.class, LONG_ARGUMENT);

        assertThat(run.output()).contains("ran");
        assertThat(run.exit()).isZero();
        assertThat(run.leftInHome()).isEmpty();
    }

    /** When this fails, ONNX Runtime has stopped collecting, and {@code OnnxRuntimeTelemetry} can go. */
    @Test
    void shouldStillBeNeeded() throws Exception {
        Run run = run(WithoutUs.class);

        assertThat(run.output()).contains("ran");
        assertThat(run.leftInHome()).anyMatch(file -> file.endsWith("onnxruntime.db"));
    }

    private Run run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("home"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                // Telemetry apart, native libraries unpacked for all our tests are used.
                "-Dorg.bytedeco.javacpp.cachedir=" + Path.of(System.getProperty("user.home"), ".javacpp", "cache"),
                main.getName(),
                TinyModels.descriptor(folder).network().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        try (Stream<Path> files = Files.walk(home)) {
            return new Run(
                    exit,
                    output,
                    files.filter(Files::isRegularFile).map(Path::toString).toList());
        }
    }

    private record Run(int exit, String output, List<String> leftInHome) {}

    /** Loads and runs a network through the embedder. */
    static final class WithUs {
        private WithUs() {}

        public static void main(String[] arguments) {
            try (Network network = Network.open(Path.of(arguments[0]), NetworkSettings.defaults())) {
                int numbers = network.use(lane -> {
                    lane.input(1, 3, 64, 32);
                    return lane.run(1, 3, 64, 32).first().of(0).length;
                });
                System.out.println("ran and gave " + numbers + " numbers");
            }
        }
    }

    /** Loads a network as a program does that takes no care. */
    static final class WithoutUs {
        private WithoutUs() {}

        public static void main(String[] arguments) throws OrtException {
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(arguments[0])) {
                System.out.println("ran with " + session.getOutputNames());
            }
        }
    }
}
