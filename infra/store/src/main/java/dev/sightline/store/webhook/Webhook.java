package dev.sightline.store.webhook;

import java.time.Instant;
import java.util.List;

/**
 * A program that gets alerts.
 *
 * @param webhookId id
 * @param url where it listens
 * @param secret signs what is sent
 * @param sites alerts of these; empty: all
 * @param kinds alerts of these, such as {@code watchlist-hit}; empty: all
 * @param enabled whether it gets new alerts, and waiting ones
 * @param by who wanted it
 * @param at since when; earlier alerts are not sent
 */
public record Webhook(
        String webhookId,
        String url,
        String secret,
        List<String> sites,
        List<String> kinds,
        boolean enabled,
        String by,
        Instant at) {
    public Webhook {
        sites = List.copyOf(sites);
        kinds = List.copyOf(kinds);
    }

    /** Whether it gets an alert. */
    boolean wants(String site, String kind) {
        return enabled && (sites.isEmpty() || sites.contains(site)) && (kinds.isEmpty() || kinds.contains(kind));
    }

    static Webhook of(WebhookEntity row) {
        return new Webhook(
                row.webhookId,
                row.url,
                row.secret,
                list(row.siteIds),
                list(row.kinds),
                row.enabled,
                row.createdBy,
                row.createdAt);
    }

    private static List<String> list(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
    }

    /** Never the secret: records end up in logs. */
    @Override
    public String toString() {
        return "Webhook[" + webhookId + "]";
    }
}
