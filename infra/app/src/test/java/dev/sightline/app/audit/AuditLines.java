package dev.sightline.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The audit log as tests compare it. */
public final class AuditLines {
    private AuditLines() {}

    /** Action, object, site, reason and detail of each entry, oldest first, once the chain is verified. */
    public static List<String> of(Database database) {
        AuditLog log = new AuditLog(database, Clock.systemUTC());
        List<String> lines = new ArrayList<>();
        log.forEach(entry -> lines.add(String.join(
                " | ",
                entry.event().action(),
                entry.event().object(),
                entry.event().site(),
                entry.event().reason(),
                entry.event().detail())));
        assertThat(log.verify(Optional.empty())).isInstanceOf(AuditCheck.Whole.class);
        return lines;
    }
}
