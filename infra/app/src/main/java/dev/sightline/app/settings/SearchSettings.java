package dev.sightline.app.settings;

import dev.sightline.platform.settings.Between;
import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Range;
import dev.sightline.platform.settings.Secret;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Searching over several instances. */
@Describe("Searching over several instances.")
public interface SearchSettings {
    @Secret
    @Describe(
            "Secret of 32 characters or more that all instances share: each run and console then holds the search index of some"
                    + " partitions, and searches ask all of them; empty: this process holds all of it and asks nobody")
    @WithDefault("")
    Optional<String> key();

    @Describe("Address on which an instance with a key answers the others")
    @WithDefault("127.0.0.1")
    String host();

    @Describe("Port on which it does; 0 picks a free one")
    @Range(min = 0, max = 65535)
    @WithDefault("9191")
    int port();

    @Describe("Host and port by which the others reach it, such as node3:9191; empty: search.host and search.port")
    Optional<String> address();

    @Describe("How long a search waits for the other instances")
    @Between(min = "100ms", max = "1m")
    @WithDefault("2s")
    Duration patience();
}
