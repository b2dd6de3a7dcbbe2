package dev.sightline.app.audit;

import dev.sightline.app.database.ConfiguredDatabase;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.settings.LoadedSettings.Effective;
import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.audit.AuditQuery;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes down what a command does, as done by the operating system's user, before it is done, by the same words as the API
 * does.
 */
public final class CommandAudit {
    private static final String SETTINGS = "settings.apply";

    private final Access access;

    /** Lets something be done with the log. */
    private interface Access {
        /** @param action what is about to be noted */
        void log(String action, Consumer<AuditLog> work);
    }

    private CommandAudit(Access access) {
        this.access = access;
    }

    /** For a command that needs the database anyway. */
    public static CommandAudit in(Database database) {
        return new CommandAudit((action, work) -> work.accept(new AuditLog(database, Clock.systemUTC())));
    }

    /**
     * For a command that works without the database. Where no recorder ever ran there is no log to write to. A database
     * that cannot be opened is a problem of the outcome and keeps the command from nothing.
     */
    public static CommandAudit of(SightlineSettings settings, Outcome outcome) {
        return new CommandAudit((action, work) -> log(settings, action, work, outcome));
    }

    /** It is closed again at once: an embedded one that this process opens first is there for others only until then. */
    private static void log(SightlineSettings settings, String action, Consumer<AuditLog> work, Outcome outcome) {
        if (!ConfiguredDatabase.exists(settings)) {
            return;
        }
        try (Database database = ConfiguredDatabase.open(settings, false)) {
            work.accept(new AuditLog(database, Clock.systemUTC()));
        } catch (DatabaseException e) {
            outcome.problems()
                    .add(Problem.of(
                            action,
                            "not-in-audit-log",
                            "this is not in the audit log: " + e.getMessage(),
                            "put the database right, and write down elsewhere who did this and why"));
        }
    }

    /** The operating system's user, as the log names it. */
    public static String actor() {
        return "cli:" + System.getProperty("user.name", "?");
    }

    /** Notes something that is about no site. */
    public void did(String action, String object, String reason, String detail) {
        did(action, object, "", reason, detail);
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
        access.log(action, log -> log.append(event(action, object, site, reason, detail)));
    }

    /**
     * Notes what a process starts with, unless its last start was with the same.
     *
     * @param process such as {@code run}
     * @param settings all that have a value
     */
    public void starts(String process, List<Effective> settings) {
        SettingsNote note = SettingsNote.of(settings);
        access.log(SETTINGS, log -> {
            AuditQuery last =
                    new AuditQuery(Optional.empty(), Optional.of(SETTINGS), Optional.of(process), Long.MAX_VALUE, 1);
            Optional<SettingsNote> before = log.newest(last).stream()
                    .findFirst()
                    .flatMap(entry -> SettingsNote.read(entry.event().detail()));
            if (!before.equals(Optional.of(note))) {
                log.append(event(SETTINGS, process, "", "", note.text(before)));
            }
        });
    }

    private static AuditEvent event(String action, String object, String site, String reason, String detail) {
        return new AuditEvent(actor(), "command", action, object, site, reason, AuditEvent.Outcome.ALLOWED, detail);
    }
}
