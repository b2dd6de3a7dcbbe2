package dev.sightline.console;

import dev.sightline.console.access.AccessPolicy;
import dev.sightline.console.access.ProxyPolicy;
import dev.sightline.console.webhook.WebhookPolicy;
import dev.sightline.platform.folder.DiskRoom;
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
 * @param disk whether what is recorded still has room; pages say so when it has none
 */
public record ConsolePolicy(
        String host,
        int port,
        List<String> names,
        AccessPolicy access,
        Optional<ProxyPolicy> proxy,
        WebhookPolicy webhooks,
        ZoneId zone,
        DiskRoom disk) {
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
                ZoneId.systemDefault(),
                DiskRoom.unbounded());
    }

    /** The same beside a disk that may be full. */
    public ConsolePolicy beside(DiskRoom disk) {
        return new ConsolePolicy(host, port, names, access, proxy, webhooks, zone, disk);
    }
}
