package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.FilePath;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Registered models, and how one takes over from another. */
@Describe("Registered models, and how one takes over from another while everything runs.")
public interface ModelSettings {
    @FilePath
    @Describe("Folder of registered packages; on several machines a shared one; empty: models/ in the data folder")
    Optional<String> registry();

    @FilePath(FilePath.Kind.IF_IT_EXISTS)
    @Describe("Package by which searches read words: a model id or a package folder; empty: no search by words")
    @WithDefault("person-words")
    Optional<String> words();

    @Describe("Stored crops re-embedded per second during a promotion; 0: as fast as it goes")
    @Range(min = 0, max = 100000)
    @WithDefault("200")
    double cropsPerSecond();

    @Describe("Event time between the newest frame and the switch; longer than embedders need to hear of it")
    @WithDefault("3s")
    Duration lead();

    @Describe("How long embedders may take to load a model before its promotion is given up")
    @WithDefault("2m")
    Duration patience();

    @Describe("How long a camera that shows nobody is waited for during a promotion")
    @WithDefault("10s")
    Duration grace();
}
