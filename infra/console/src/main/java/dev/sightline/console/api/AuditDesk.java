package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.store.audit.AuditEntry;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.audit.AuditQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The audit log, for those whose scope is everything: entries of one site cannot be separated from those of none. */
public final class AuditDesk {
    private final AuditLog log;
    private final AuditTrail audit;

    public AuditDesk(AuditLog log, AuditTrail audit) {
        this.log = log;
        this.audit = audit;
    }

    /** An entry, with its place in the chain. */
    public record AuditItem(
            long number,
            Instant at,
            String actor,
            String via,
            String action,
            String object,
            String site,
            String reason,
            String outcome,
            String detail,
            String previousHash,
            String hash) {}

    List<Route> routes() {
        return List.of(Route.list("/audit", "listAudit", Right.READ_AUDIT, AuditItem.class, this::list));
    }

    private Answer list(Request request) {
        AuditQuery query = new AuditQuery(
                request.query("actor"),
                request.query("action"),
                request.query("object"),
                request.number("cursor", Long.MAX_VALUE, Long.MAX_VALUE),
                request.limit());
        return Answer.of(list(request.caller(), query));
    }

    /** A page, newest first. */
    public Answer.Listed<AuditItem> list(Caller caller, AuditQuery query) {
        if (!caller.scope().sites().isEmpty() || !caller.scope().cameras().isEmpty()) {
            throw ApiProblem.forbidden("the audit log is for users who may see all sites and cameras");
        }
        audit.saw(
                caller,
                "audit.read",
                "actor=" + query.actor().orElse("") + " action="
                        + query.action().orElse("") + " object="
                        + query.object().orElse(""),
                "");
        List<AuditItem> items = log.newest(query).stream().map(AuditDesk::item).toList();
        Optional<AuditItem> last = items.isEmpty() ? Optional.empty() : Optional.of(items.get(items.size() - 1));
        boolean more = items.size() == query.limit()
                && last.filter(item -> item.number() > 1).isPresent();
        return new Answer.Listed<>(
                items, more ? last.map(item -> String.valueOf(item.number())).orElse(null) : null);
    }

    private static AuditItem item(AuditEntry entry) {
        return new AuditItem(
                entry.number(),
                entry.at(),
                entry.event().actor(),
                entry.event().via(),
                entry.event().action(),
                entry.event().object(),
                entry.event().site(),
                entry.event().reason(),
                entry.event().outcome().name().toLowerCase(Locale.ROOT),
                entry.event().detail(),
                entry.previousHash(),
                entry.hash());
    }
}
