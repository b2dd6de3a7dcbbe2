package dev.sightline.models.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * ONNX Runtime 1.29 on Linux kills the process without a word while it loads when the process's command line is longer
 * than about 3,900 bytes, which a long class path makes it. Better an error that says what to do, before any work is
 * lost. Whoever is going to load it asks here first.
 */
public final class CommandLineLimit {
    private static final int MOST = 3800;
    private static final Path OWN = Path.of("/proc/self/cmdline");

    private CommandLineLimit() {}

    /** @throws ModelException when ONNX Runtime would not survive being loaded */
    public static void check() {
        if (!Files.isReadable(OWN)) {
            return;
        }
        int length;
        try {
            length = Files.readAllBytes(OWN).length;
        } catch (IOException e) {
            return;
        }
        check(length);
    }

    static void check(int length) {
        if (length > MOST) {
            throw new ModelException(
                    "the process's command line is " + length + " bytes and ONNX Runtime crashes above " + MOST
                            + "; start Java with an argument file (java @file) or the class path in CLASSPATH, and say in settings or"
                            + " files what need not stand in the command");
        }
    }
}
