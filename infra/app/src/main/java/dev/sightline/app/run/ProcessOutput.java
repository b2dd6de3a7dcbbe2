package dev.sightline.app.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * What a process says, line by line at the end of a file and to a listener. It is read to its end even when the file cannot
 * be written: a process whose output nobody reads stops in the middle, and waiting for it would never end.
 */
final class ProcessOutput {
    private final Path log;
    private final Consumer<String> said;
    private volatile String last = "nothing";
    private volatile String unwritten = "";

    ProcessOutput(Path log, Consumer<String> said) {
        this.log = log;
        this.said = said;
    }

    /** Returns when the process has ended or closed its output. */
    void take(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                write(line);
                said.accept(line);
            }
        } catch (IOException | UncheckedIOException e) {
            said.accept("what it says cannot be read: " + e.getMessage());
        }
    }

    private void write(String line) {
        try {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            if (unwritten.isEmpty()) {
                unwritten = log + " cannot be written (" + e.getMessage() + ")";
                said.accept(unwritten);
            }
        }
    }

    /** Where to read why it failed, once it has ended. */
    String why() {
        return unwritten.isEmpty() ? log + " says why" : "its last line was '" + last + "'; " + unwritten;
    }
}
