package dev.sightline.app.terminal;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --report}, for every command that can write a page. */
public final class ReportOption {
    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Also write report.html, with the pictures it shows, to this folder.")
    private @Nullable Path folder;

    /** Where to write the page. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }
}
