package dev.sightline.app.settings;

import dev.sightline.platform.settings.Between;
import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The console: API and pages. */
@Describe("The console: API and pages.")
public interface ConsoleSettings {
    @Describe(
            "Address the console listens on; it speaks plain HTTP, so anything but loopback belongs behind a TLS proxy")
    @WithDefault("127.0.0.1")
    String host();

    @Describe("Port of the console; 0 picks a free one")
    @Range(min = 0, max = 65535)
    @WithDefault("8080")
    int port();

    @Describe("Names under which it is reached besides host and localhost, or the https:// address of its proxy")
    Optional<List<String>> hosts();

    @Describe("How long a browser stays logged in at most")
    @Between(min = "5m", max = "30d")
    @WithDefault("12h")
    Duration session();

    @Describe("How long a browser stays logged in without a request")
    @Between(min = "1m", max = "30d")
    @WithDefault("2h")
    Duration idle();

    ProxySettings proxy();

    @Describe("Live streams (open live and alert pages) at once, of all users")
    @Range(min = 1, max = 2000)
    @WithDefault("100")
    int streams();

    @Describe("Live streams at once of one user")
    @Range(min = 1, max = 2000)
    @WithDefault("8")
    int streamsPerUser();

    @Describe("Whether alerts may be sent to webhooks on this machine and in private networks")
    @WithDefault("false")
    boolean webhookPrivate();

    @Describe("Attempts to send an alert to a webhook before it is given up; 15 take some five hours")
    @Range(min = 1, max = 100)
    @WithDefault("15")
    int webhookAttempts();

    @Describe("Time zone in which pages write times, such as Europe/Berlin; empty: this machine's")
    Optional<String> timeZone();
}
