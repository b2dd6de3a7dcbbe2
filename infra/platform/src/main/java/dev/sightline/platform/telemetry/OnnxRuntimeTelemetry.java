package dev.sightline.platform.telemetry;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns off the usage events of ONNX Runtime. From 1.29 on it writes them, model names and a device id included, under
 * {@code ~/.cache/Microsoft/DeveloperTools/.onnxruntime} on Linux and macOS and carries an address to upload them to.
 * The same code ends the process with a segmentation fault when the command line is longer than about 3,900 bytes. One
 * environment variable, read while the library starts, turns all of it off; its own API comes too late, after the
 * first event. Java cannot set a variable of its own process, so this asks the C library to. ADR 4 has the reasons.
 *
 * <p>Every place that is about to load ONNX Runtime calls {@link #off()} first; a rule in {@code infra/app} checks that.
 */
public final class OnnxRuntimeTelemetry {
    /** The variable that ONNX Runtime reads. */
    public static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

    private static final String OFF = "1";

    private OnnxRuntimeTelemetry() {}

    /**
     * Call before ONNX Runtime is loaded in this process; after that it changes nothing. Cheap, and safe to repeat.
     *
     * @throws IllegalStateException when telemetry cannot be turned off, so that ONNX Runtime must not be loaded
     */
    public static void off() {
        // On Windows there is no such collection: events go to the system's own tracing, whose settings decide.
        if (!Platform.isWindows()) {
            off(System.getenv(VARIABLE), OnnxRuntimeTelemetry::setInThisProcess);
        }
    }

    /** @param set sets the variable; 0 when that worked */
    static void off(@Nullable String now, IntSupplier set) {
        if (OFF.equals(now)) {
            return;
        }
        int error;
        try {
            error = set.getAsInt();
        } catch (LinkageError e) {
            throw new IllegalStateException(refusal("the C library cannot be called: " + e.getMessage()), e);
        }
        if (error != 0) {
            throw new IllegalStateException(refusal("setenv answered " + error));
        }
    }

    private static int setInThisProcess() {
        return Function.getFunction(Platform.C_LIBRARY_NAME, "setenv").invokeInt(new Object[] {VARIABLE, OFF, 1});
    }

    private static String refusal(String reason) {
        return "ONNX Runtime is not loaded, because its collection of usage events cannot be turned off from inside this"
                + " process (" + reason + "); set " + VARIABLE + "=" + OFF
                + " in the environment before Java starts, as the launcher infra/sightline does";
    }
}
