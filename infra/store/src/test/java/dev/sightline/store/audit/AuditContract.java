package dev.sightline.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.store.audit.AuditEvent.Outcome;
import dev.sightline.store.database.Database;
import dev.sightline.store.testing.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit log needs of every database: one chain, in which nothing can be altered unnoticed. */
abstract class AuditContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    private Database database;
    private AuditLog log;

    abstract TestDatabase databases();

    @BeforeEach
    void open() {
        database = databases().open();
        log = new AuditLog(database, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldChainEntriesAndFindThemAgain() {
        AuditEntry first = log.append(event("ada", "identity.view", "hall/p1"));
        AuditEntry second = log.append(event("bob", "identity.rename", "hall/p2"));

        assertThat(first.previousHash()).isEqualTo(AuditEntry.BEGINNING);
        assertThat(second.previousHash()).isEqualTo(first.hash());
        assertThat(log.newest(AuditQuery.newest(10))).containsExactly(second, first);
        assertThat(log.newest(
                        new AuditQuery(Optional.of("ada"), Optional.of("identity"), Optional.of("hall/p1"), 9, 9)))
                .containsExactly(first);
        assertThat(log.newest(new AuditQuery(Optional.empty(), Optional.of("ident_ty"), Optional.empty(), 9, 9)))
                .isEmpty();
        assertThat(log.newest(new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), 2, 9)))
                .containsExactly(first);
        assertThat(log.verify(Optional.of(first.hash()))).isEqualTo(new AuditCheck.Whole(2, second.hash()));
    }

    @Test
    void shouldMakeOneChainOfManyWriters() {
        IntStream.range(0, 40).parallel().forEach(i -> log.append(event("u" + i, "identity.view", "p" + i)));

        List<AuditEntry> all = new ArrayList<>();
        log.forEach(all::add);

        assertThat(all).hasSize(40);
        assertThat(log.verify(Optional.empty()))
                .isEqualTo(new AuditCheck.Whole(40, all.get(39).hash()));
    }

    @Test
    void shouldNoticeWhatWasAltered() {
        write(5);
        sql("update audit_entry set actor = 'eve' where entry_no = 3");

        assertThat(log.verify(Optional.empty()))
                .isEqualTo(new AuditCheck.Broken(3, "its hash is not that of its fields: it was altered"));
    }

    @Test
    void shouldNoticeWhatWasTakenOut() {
        write(5);
        sql("delete from audit_entry where entry_no = 2");

        assertThat(log.verify(Optional.empty()))
                .isEqualTo(new AuditCheck.Broken(2, "it is missing; the next one is number 3"));
    }

    @Test
    void shouldNoticeAnEndThatWasCutOff() {
        write(5);
        sql("delete from audit_entry where entry_no > 3");

        assertThat(log.verify(Optional.empty()))
                .isEqualTo(new AuditCheck.Broken(4, "the end is cut off: entries up to 5 were written"));
    }

    @Test
    void shouldNoticeAChainThatWasWrittenAgain() {
        String noted = write(5).hash();
        sql("delete from audit_entry");
        sql("update audit_head set entry_no = 0, entry_hash = '" + AuditEntry.BEGINNING + "'");
        log.append(event("eve", "identity.view", "p"));

        assertThat(log.verify(Optional.empty())).isInstanceOf(AuditCheck.Whole.class);
        assertThat(log.verify(Optional.of(noted))).isInstanceOf(AuditCheck.Broken.class);
    }

    @Test
    void shouldNoticeAnEntryThatWasPutInThePlaceOfAnother() {
        write(3);
        sql("update audit_entry set previous_hash = '" + "1".repeat(64) + "' where entry_no = 2");

        assertThat(log.verify(Optional.empty()))
                .isEqualTo(new AuditCheck.Broken(
                        2, "it does not follow from the entry before it, which was altered or replaced"));
    }

    @Test
    void shouldCutWhatIsTooLongForItsColumn() {
        AuditEntry entry = log.append(new AuditEvent(
                "ada", "command", "x", "o".repeat(5000), "", "r\0".repeat(5000), Outcome.FAILED, "d".repeat(50_000)));

        assertThat(entry.event().object()).hasSize(1024);
        assertThat(log.newest(AuditQuery.newest(1))).containsExactly(entry);
        assertThat(log.verify(Optional.empty())).isInstanceOf(AuditCheck.Whole.class);
    }

    private AuditEntry write(int entries) {
        AuditEntry last = log.append(event("ada", "identity.view", "p0"));
        for (int i = 1; i < entries; i++) {
            last = log.append(event("ada", "identity.view", "p" + i));
        }
        return last;
    }

    private void sql(String statement) {
        database.execute(em -> em.createNativeQuery(statement).executeUpdate());
    }

    private static AuditEvent event(String actor, String action, String object) {
        return new AuditEvent(actor, "session:1", action, object, "hall", "", Outcome.ALLOWED, "");
    }
}
