package dev.sightline.app.audit;

import dev.sightline.app.run.Installation;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.platform.problem.Problem;
import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseException;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Writes down what a command does, as done by the operating system's user, before it is done, by the same words as the API
 * does.
 */
public final class CommandAudit {
    private final Consumer<AuditEvent> log;

    private CommandAudit(Consumer<AuditEvent> log) {
        this.log = log;
    }

    /** For a command that needs the database anyway. */
    public static CommandAudit in(Database database) {
        return new CommandAudit(new AuditLog(database, Clock.systemUTC())::append);
    }

    /**
     * For a command that works on Kafka alone. Where no recorder ever ran there is no log to write to. A database that
     * cannot be opened is a problem of the outcome and keeps the command from nothing.
     */
    public static CommandAudit of(Installation installation, Outcome outcome) {
        return new CommandAudit(event -> append(installation, event, outcome));
    }

    private static void append(Installation installation, AuditEvent event, Outcome outcome) {
        if (!installation.hasDatabase()) {
            return;
        }
        try {
            installation.briefly(database -> new AuditLog(database, Clock.systemUTC()).append(event));
        } catch (DatabaseException e) {
            outcome.problems()
                    .add(Problem.of(
                            event.action(),
                            "not-in-audit-log",
                            "this is not in the audit log: " + e.getMessage(),
                            "put the database right, and write down elsewhere who did this and why"));
        }
    }

    /** The operating system's user, as the log names it. */
    public static String actor() {
        return "cli:" + System.getProperty("user.name", "?");
    }

    /** Notes something that is about no site and has no reason. */
    public void did(String action, String object, String detail) {
        did(action, object, "", "", detail);
    }

    /**
     * Notes that somebody does or looks at something.
     *
     * @param action as the API names it, such as {@code identity.view}
     * @param object what it is done to; may be empty
     * @param site where it belongs; may be empty
     * @param reason why; may be empty
     * @param detail more; never a secret; may be empty
     */
    public void did(String action, String object, String site, String reason, String detail) {
        log.accept(
                new AuditEvent(actor(), "command", action, object, site, reason, AuditEvent.Outcome.ALLOWED, detail));
    }
}
