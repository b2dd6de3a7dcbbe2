package dev.sightline.app.enrol;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.contracts.v1.WatchlistEntry;

/** What the audit log says of changes of the watchlist. */
final class WatchlistAudit {
    private WatchlistAudit() {}

    /** Somebody is put on it, or gets more photos. */
    static void adds(CommandAudit audit, Enrolment enrolment) {
        WatchlistEntry entry = enrolment.entry();
        audit.did(
                "watchlist.add",
                entry.getEntryId(),
                sites(entry),
                entry.getReason(),
                "name: " + entry.getName() + "; approver: " + entry.getApprover() + "; photos: " + enrolment.added());
    }

    /** Somebody is taken off it. */
    static void removes(CommandAudit audit, WatchlistEntry entry, String reason) {
        audit.did("watchlist.remove", entry.getEntryId(), sites(entry), reason, "");
    }

    private static String sites(WatchlistEntry entry) {
        return String.join(",", entry.getSiteIdsList());
    }
}
