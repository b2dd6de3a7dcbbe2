package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.webhook.Destination;
import dev.sightline.console.webhook.WebhookPolicy;
import dev.sightline.contracts.id.Ids;
import dev.sightline.platform.address.Addresses;
import dev.sightline.store.account.Secret;
import dev.sightline.store.webhook.DeliveryState;
import dev.sightline.store.webhook.Webhook;
import dev.sightline.store.webhook.WebhookOutbox;
import dev.sightline.store.webhook.Webhooks;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where alerts are sent: endpoints of other programs, how they are doing, and another try for what was given up. */
public final class WebhookDesk {
    private static final int MOST = 100;
    private static final String PREFIX = "whsec_";

    private final Webhooks webhooks;
    private final WebhookOutbox outbox;
    private final WebhookPolicy policy;
    private final AuditTrail audit;
    private final InstantSource clock;

    public WebhookDesk(
            Webhooks webhooks, WebhookOutbox outbox, WebhookPolicy policy, AuditTrail audit, InstantSource clock) {
        this.webhooks = webhooks;
        this.outbox = outbox;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An endpoint.
     *
     * @param url tokens in it are masked
     * @param sites alerts of these; empty: all
     * @param kinds alerts of these; empty: all
     * @param waiting alerts that are still to be sent
     * @param dead alerts that were given up
     * @param problem what the last attempt came to that did not deliver
     */
    public record WebhookItem(
            String webhook,
            String url,
            List<String> sites,
            List<String> kinds,
            boolean enabled,
            String by,
            Instant at,
            long waiting,
            long delivered,
            long dead,
            @Nullable String problem,
            @Nullable Instant problemAt) {}

    /**
     * A new endpoint.
     *
     * @param url https:// or http://
     * @param sites left out: all that you may see
     * @param kinds watchlist-hit, unknown-person, dwell; left out: all
     */
    public record WebhookDraft(
            String url,
            @Nullable List<String> sites,
            @Nullable List<String> kinds) {}

    /** A new endpoint's secret, which is shown once. */
    public record NewWebhook(String webhook, String text) {}

    /** Whether an endpoint gets alerts. */
    public record WebhookChange(boolean enabled) {}

    List<Route> routes() {
        String one = "/webhooks/{webhook}";
        return List.of(
                Route.list(
                        "/webhooks",
                        "listWebhooks",
                        Right.CHANGE_WEBHOOKS,
                        WebhookItem.class,
                        r -> Answer.all(list(r.caller()))),
                write(
                        HandlerType.POST,
                        "/webhooks",
                        "addWebhook",
                        Route.form(Route.Shape.SECRET, NewWebhook.class),
                        this::add),
                write(
                        HandlerType.PATCH,
                        one,
                        "changeWebhook",
                        Route.form(Route.Shape.ONE, WebhookItem.class),
                        this::change),
                write(
                        HandlerType.DELETE,
                        one,
                        "removeWebhook",
                        Route.form(Route.Shape.NOTHING, Void.class),
                        this::remove),
                write(
                        HandlerType.POST,
                        one + "/retry",
                        "retryWebhook",
                        Route.form(Route.Shape.ONE, WebhookItem.class),
                        this::retry));
    }

    private static Route write(HandlerType method, String path, String operation, Route.Form form, Endpoint endpoint) {
        return new Route(method, path, operation, Right.CHANGE_WEBHOOKS, form, endpoint);
    }

    /** Those whose alerts a caller may see all. */
    public List<WebhookItem> list(Caller caller) {
        return webhooks.all().stream()
                .filter(webhook -> isWithin(caller, webhook.sites()))
                .map(this::item)
                .toList();
    }

    private Answer add(Request request) {
        Caller caller = request.caller();
        WebhookDraft draft = request.body(WebhookDraft.class);
        List<String> sites = Optional.ofNullable(draft.sites())
                .filter(given -> !given.isEmpty())
                .orElseGet(() -> Users.sorted(caller.scope().sites()));
        List<String> kinds = Optional.ofNullable(draft.kinds()).orElse(List.of());
        check(caller, draft.url(), sites, kinds);
        Webhook webhook = new Webhook(
                UUID.randomUUID().toString().replace("-", ""),
                draft.url(),
                PREFIX + Secret.random().text(),
                sites,
                kinds,
                true,
                caller.name(),
                clock.instant());
        did(request, "webhook.add", webhook, "sites: " + sites + "; kinds: " + kinds);
        webhooks.add(webhook);
        return Answer.created(new NewWebhook(webhook.webhookId(), webhook.secret()));
    }

    private void check(Caller caller, String url, List<String> sites, List<String> kinds) {
        try {
            Destination.check(url, policy.allowPrivate());
            sites.forEach(site -> Ids.requireName("site", site));
            kinds.forEach(kind -> Ids.requireName("kind", kind));
        } catch (Destination.Refused | IllegalArgumentException e) {
            throw ApiProblem.bad(String.valueOf(e.getMessage()));
        }
        if (!isWithin(caller, sites)) {
            throw ApiProblem.forbidden("you may only send alerts of "
                    + (caller.scope().cameras().isEmpty() ? caller.scope().sites() : "sites, and see only cameras"));
        }
        if (webhooks.all().size() >= MOST) {
            throw ApiProblem.conflict("there are " + MOST + " webhooks, which is the most; remove one first");
        }
    }

    private Answer change(Request request) {
        Webhook webhook = find(request);
        boolean enabled = request.body(WebhookChange.class).enabled();
        did(request, enabled ? "webhook.enable" : "webhook.disable", webhook, "");
        webhooks.enable(webhook.webhookId(), enabled);
        return Answer.of(item(find(request)));
    }

    private Answer remove(Request request) {
        Webhook webhook = find(request);
        did(request, "webhook.remove", webhook, "");
        webhooks.remove(webhook.webhookId());
        return new Answer.Nothing();
    }

    private Answer retry(Request request) {
        Webhook webhook = find(request);
        did(request, "webhook.retry", webhook, "");
        outbox.retry(webhook.webhookId(), clock.instant());
        return Answer.of(item(webhook));
    }

    private void did(Request request, String action, Webhook webhook, String detail) {
        audit.did(
                request.caller(),
                action,
                webhook.webhookId(),
                String.join(",", webhook.sites()),
                new AuditTrail.Details("", "url: " + Addresses.one(webhook.url()) + "; " + detail));
    }

    private Webhook find(Request request) {
        String id = request.path("webhook");
        return webhooks.find(id)
                .filter(webhook -> isWithin(request.caller(), webhook.sites()))
                .orElseThrow(() -> ApiProblem.missing("webhook", id));
    }

    private static boolean isWithin(Caller caller, List<String> sites) {
        Set<String> own = caller.scope().sites();
        return caller.scope().cameras().isEmpty() && (own.isEmpty() || (!sites.isEmpty() && own.containsAll(sites)));
    }

    private WebhookItem item(Webhook webhook) {
        Webhooks.Progress progress = webhooks.progress(webhook.webhookId());
        return new WebhookItem(
                webhook.webhookId(),
                Addresses.one(webhook.url()),
                webhook.sites(),
                webhook.kinds(),
                webhook.enabled(),
                webhook.by(),
                webhook.at(),
                progress.of(DeliveryState.WAITING),
                progress.of(DeliveryState.DELIVERED),
                progress.of(DeliveryState.DEAD),
                progress.problem().orElse(null),
                progress.problemAt().orElse(null));
    }
}
