package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;

/** The live page. */
@Describe("The live page.")
public interface ConsoleSettings {
    @Describe("Address the page listens on; there is no log-in yet, so keep it on loopback")
    @WithDefault("127.0.0.1")
    String host();

    @Describe("Port of the page; 0 picks a free one")
    @Range(min = 0, max = 65535)
    @WithDefault("8080")
    int port();
}
