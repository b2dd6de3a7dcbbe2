package dev.sightline.console.access;

import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditEvent.Outcome;
import dev.sightline.store.audit.AuditLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes down what people look at and do, before they get it: when it cannot be written, nothing is shown. Looking at the
 * same thing again within {@link #TOGETHER} is one entry. Thread-safe.
 */
public final class AuditTrail {
    static final Duration TOGETHER = Duration.ofMinutes(5);
    private static final int REMEMBERED = 20_000;

    private final AuditLog log;
    private final InstantSource clock;
    private final Map<String, Instant> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    public AuditTrail(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Somebody looks at something. */
    public void saw(Caller caller, String action, String object, String site) {
        if (isNew(caller.via() + "\n" + action + "\n" + object)) {
            did(caller, action, object, site, "");
        }
    }

    /** Somebody does something. */
    public void did(Caller caller, String action, String object, String site, String reason) {
        note(new AuditEvent(caller.name(), caller.via(), action, object, site, reason, Outcome.ALLOWED, ""));
    }

    /** {@link #did}, with more to say. */
    public void did(Caller caller, String action, String object, String site, Details details) {
        note(new AuditEvent(
                caller.name(),
                caller.via(),
                action,
                object,
                site,
                details.reason(),
                Outcome.ALLOWED,
                details.detail()));
    }

    /**
     * What a person said, and what the system adds.
     *
     * @param reason why
     * @param detail what exactly
     */
    public record Details(String reason, String detail) {}

    /** Somebody tried what their role does not allow; many tries at one thing are one entry. */
    public void refused(Caller caller, String what, String why) {
        if (isNew(caller.via() + "\nrefused\n" + what)) {
            note(new AuditEvent(caller.name(), caller.via(), "refused", what, "", "", Outcome.REFUSED, why));
        }
    }

    /** Something that was begun did not work. */
    public void failed(Caller caller, String action, String object, String why) {
        note(new AuditEvent(caller.name(), caller.via(), action, object, "", "", Outcome.FAILED, why));
    }

    /** Writes an entry as it is. */
    public void note(AuditEvent event) {
        log.append(event);
    }

    private synchronized boolean isNew(String what) {
        Instant now = clock.instant();
        Instant last = seen.remove(what);
        boolean again = last != null && last.plus(TOGETHER).isAfter(now);
        seen.put(what, again ? last : now);
        return !again;
    }
}
