package dev.sightline.store.erasure;

import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditLog;

/** What entries of the audit log say about the person. The entries stay, without their text, and the chain holds. */
final class AuditPart implements ErasurePart {
    private final AuditLog log;

    AuditPart(AuditLog log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "audit log: text";
    }

    @Override
    public Removed erase(Subject subject) {
        ErasureRequest request = subject.request();
        Mentions mentions = subject.mentions();
        int removed = log.redact(
                event -> mentions(event, mentions),
                new AuditEvent(
                        request.by(),
                        "erasure",
                        AuditLog.REDACTED,
                        request.erasureId(),
                        request.siteId(),
                        "",
                        AuditEvent.Outcome.ALLOWED,
                        ""));
        return Removed.now(
                removed, "object, reason and detail removed where they name the person; every entry read again");
    }

    @Override
    public long remaining(Subject subject) {
        Mentions mentions = subject.mentions();
        return log.count(event -> mentions(event, mentions));
    }

    private static boolean mentions(AuditEvent event, Mentions mentions) {
        return mentions.in(event.object()) || mentions.in(event.reason()) || mentions.in(event.detail());
    }
}
