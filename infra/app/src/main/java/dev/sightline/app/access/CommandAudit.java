package dev.sightline.app.access;

import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import java.time.Clock;

/** Writes down what a command does, as done by the operating system's user. */
final class CommandAudit {
    private final AuditLog log;

    CommandAudit(Database database) {
        this.log = new AuditLog(database, Clock.systemUTC());
    }

    AuditLog log() {
        return log;
    }

    static String actor() {
        return "cli:" + System.getProperty("user.name", "?");
    }

    void did(String action, String object, String detail) {
        log.append(new AuditEvent(actor(), "command", action, object, "", "", AuditEvent.Outcome.ALLOWED, detail));
    }
}
