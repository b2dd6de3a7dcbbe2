package dev.sightline.console;

import dev.sightline.console.access.AccessPolicy;
import dev.sightline.console.access.ProxyPolicy;
import dev.sightline.console.webhook.WebhookPolicy;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Where and how the console is served.
 *
 * @param host address to listen on
 * @param port 0 picks a free one
 * @param names under which it is reached besides, as names or {@code https://} addresses of a proxy
 * @param access limits
 * @param proxy how a proxy in front lets people in; empty: it does not
 * @param webhooks how alerts are sent
 * @param zone in which pages write times
 */
public record ConsolePolicy(
        String host,
        int port,
        List<String> names,
        AccessPolicy access,
        Optional<ProxyPolicy> proxy,
        WebhookPolicy webhooks,
        ZoneId zone) {
    public ConsolePolicy {
        names = List.copyOf(names);
    }

    /** On loopback, with the default limits. */
    public static ConsolePolicy onLoopback(int port) {
        return new ConsolePolicy(
                "127.0.0.1",
                port,
                List.of(),
                AccessPolicy.defaults(),
                Optional.empty(),
                WebhookPolicy.defaults(),
                ZoneId.systemDefault());
    }
}
