package dev.sightline.store.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.ImageReference;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.event.EventWriter;
import dev.sightline.store.identity.IdentityNames;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.label.LabelWriter;
import dev.sightline.store.label.LabeledPair;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What erasing a person needs of every database. p1 absorbed p9 and is to be erased; p2 was compared with p1 and stays. */
abstract class EraserContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String NAME = "Zaphod Erasable";
    private static final List<String> TABLES = List.of(
            "identity",
            "sighting",
            "exemplar",
            "identity_event",
            "alert",
            "alert_acknowledgement",
            "alert_dismissal",
            "alert_snooze",
            "webhook_delivery",
            "labeled_pair",
            "label_unsure",
            "identity_name",
            "audit_entry",
            "idempotent_answer",
            "erasure_target",
            "released_crop");

    @TempDir
    private Path folder;

    private Database database;
    private FileCropStore crops;
    private ReceiptFolder receipts;

    abstract TestDatabase databases();

    @BeforeEach
    void open() {
        database = databases().open();
        crops = new FileCropStore(folder.resolve("crops"));
        receipts = new ReceiptFolder(folder.resolve("receipts"));
        record();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldLeaveNothingOfThePersonAndAllOfOthers() {
        Receipt receipt = eraser(parts()).erase(request("e1"));

        assertThat(receipt.parts()).allMatch(Receipt.Part::isDone);
        assertThat(receipt.isDone()).isTrue();
        assertThat(receipt.identities()).containsExactly(Messages.identity(1), Messages.identity(9));
        for (String word :
                List.of(Messages.identity(1), Messages.identity(9), NAME, "north/7/t1", "north/7/t9", "a1")) {
            assertThat(mentions(word)).as(word).isZero();
        }
        assertThat(isThere(1) || isThere(9)).isFalse();
        SightingView other = new SightingRepository(database)
                .ofIdentity(Messages.identity(2))
                .get(0);
        assertThat(isThere(2)).isTrue();
        assertThat(other.exemplars()).hasSize(1);
        assertThat(other.evidence().getSummary()).isEqualTo("nearest was (erased)");
        assertThat(other.evidence().getComparisonsList())
                .singleElement()
                .satisfies(c -> assertThat(c.getIdentityId()).isEqualTo("x"));
        assertThat(new IdentityRepository(database).find(Messages.identity(2))).isPresent();
    }

    @Test
    void shouldKeepTheAuditLogWhole() {
        AuditLog log = audit();
        eraser(parts()).erase(request("e1"));

        assertThat(log.verify(Optional.empty())).isInstanceOf(AuditCheck.Whole.class);
        List<String> texts = new ArrayList<>();
        log.forEach(entry -> texts.add(entry.event().action() + " "
                + entry.event().object() + " " + entry.event().detail()));
        assertThat(texts).containsExactly("identity.name  ", "identity.view shop/p2 ", "audit.redact e1 1");
    }

    @Test
    void shouldNoticeTextThatWasRemovedWithoutAnErasure() {
        database.execute(em -> em.createNativeQuery("update audit_entry set object = '', reason = '', detail = '',"
                        + " text_salt = null, redacted_by = 'e7' where entry_no = 2")
                .executeUpdate());

        assertThat(audit().verify(Optional.empty()))
                .isEqualTo(new AuditCheck.Broken(2, "its text was removed, and no later entry says by which erasure"));
    }

    @Test
    void shouldGoOnWhereItWasKilled() {
        AtomicInteger tries = new AtomicInteger();
        List<ErasurePart> dying = new ArrayList<>(parts());
        dying.add(3, new Part("dies", () -> {
            if (tries.incrementAndGet() == 1) {
                throw new Killed();
            }
        }));
        assertThatThrownBy(() -> eraser(dying).erase(request("e1"))).isInstanceOf(Killed.class);
        assertThat(isThere(1)).isTrue();
        assertThat(new ErasureTable(database).find("e1").orElseThrow().state()).isEqualTo(Receipt.RUNNING);

        List<Receipt> finished = eraser(dying).resume();

        assertThat(finished)
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.isDone()).isTrue());
        assertThat(isThere(1) || isThere(9)).isFalse();
        assertThat(mentions(NAME)).isZero();
    }

    @Test
    void shouldSayWhatFailedAndDoTheRest() {
        AtomicInteger tries = new AtomicInteger();
        List<ErasurePart> failing = new ArrayList<>(parts());
        failing.add(0, new Part("search index", () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the disk is full");
            }
        }));

        Receipt receipt = eraser(failing).erase(request("e1"));

        assertThat(receipt.state()).isEqualTo(Receipt.PARTIAL);
        assertThat(receipt.parts().get(0).problem()).contains("the disk is full");
        assertThat(isThere(1)).isFalse();
        assertThat(eraser(failing).resume()).singleElement().satisfies(again -> {
            assertThat(again.isDone()).isTrue();
            assertThat(again.parts().get(3).removed()).isPositive();
        });
        assertThat(new ErasureTable(database).newest(9)).hasSize(1);
    }

    @Test
    void shouldEraseAgainWhomABackupBroughtBack() {
        eraser(parts()).erase(request("e1"));
        database.close();
        database = databases().open();
        record();
        assertThat(mentions(NAME)).isPositive();

        List<Receipt> again = new RestoredBackup(database, receipts, eraser(parts())).eraseAgain(List.of());

        assertThat(again).hasSize(1);
        assertThat(mentions(NAME)).isZero();
        assertThat(isThere(1)).isFalse();
        assertThat(new ErasureTable(database).find("e1")).isPresent();
        assertThat(new RestoredBackup(database, receipts, eraser(parts())).eraseAgain(List.of()))
                .isEmpty();
    }

    @Test
    void shouldNameDataSetsThatHoldThePersonAndRememberTheirCropsOnly() {
        DataSnapshots snapshots = new DataSnapshots(database);
        snapshots.note(made("aa", "with"), List.of(sha256(1), sha256(2)), NOW);
        snapshots.note(made("bb", "without"), List.of(sha256(2)), NOW);

        Receipt receipt = eraser(parts()).erase(request("e1"));

        assertThat(part(receipt, "data sets").named())
                .singleElement()
                .satisfies(named -> assertThat(named).startsWith("with (aa"));
        assertThat(ErasedKeys.all(database))
                .contains(ErasedKeys.ofCrop(sha256(1)), ErasedKeys.ofTracklet("north/7/t1"))
                .doesNotContain(ErasedKeys.ofCrop(sha256(2)));
        assertThat(receipts.keys()).isEqualTo(ErasedKeys.all(database));
    }

    @Test
    void shouldRefuseWhoIsUnknownOrErasedAlready() {
        assertThatThrownBy(() ->
                        eraser(parts()).erase(new ErasureRequest("e2", "shop", "shop/p77", "ada", "", false, NOW)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("shop/p77");
        eraser(parts()).erase(request("e1"));
        assertThatThrownBy(() -> eraser(parts()).erase(request("e3")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("receipt e1");
    }

    private List<ErasurePart> parts() {
        return EraserParts.local(database, crops, InstantSource.fixed(NOW));
    }

    private Eraser eraser(List<ErasurePart> parts) {
        return new Eraser(database, parts, receipts, InstantSource.fixed(NOW));
    }

    private AuditLog audit() {
        return new AuditLog(database, InstantSource.fixed(NOW));
    }

    private static ErasureRequest request(String id) {
        return new ErasureRequest(id, "shop", Messages.identity(1), "ada", "asked to", false, NOW);
    }

    private static DataSnapshots.Made made(String hash, String name) {
        return new DataSnapshots.Made(hash.repeat(32), name, "/data/" + name, "ada");
    }

    private static Receipt.Part part(Receipt receipt, String store) {
        return receipt.parts().stream()
                .filter(part -> part.store().equals(store))
                .findFirst()
                .orElseThrow();
    }

    private String sha256(int person) {
        return reference(person).getUri().substring("crop:".length(), "crop:".length() + 64);
    }

    private ImageReference reference(int person) {
        return new FileCropStore(folder.resolve("elsewhere")).put(Messages.crop(person), "jpg");
    }

    private boolean isThere(int person) {
        String hex = sha256(person);
        return folder.resolve("crops")
                .resolve(hex.substring(0, 2))
                .resolve(hex.substring(2, 4))
                .resolve(hex + ".jpg")
                .toFile()
                .exists();
    }

    /** Everything recorded, as the recorder and the console write it. */
    private void record() {
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            identities.ensure(
                    Map.of(Messages.identity(1), "shop", Messages.identity(2), "shop", Messages.identity(9), "shop"));
            SightingWriter sightings = new SightingWriter(em);
            for (int person : List.of(1, 2, 9)) {
                CropReference crop = CropReference.of(crops.put(Messages.crop(person), "jpg"));
                sightings.apply(sighting(person), Map.of(0, crop));
            }
            EventWriter events = new EventWriter(em);
            events.insert(
                    Messages.event("v1", IdentityEvent.Type.TYPE_CREATED, Messages.identity(1), 1)
                            .build(),
                    0,
                    1);
            IdentityEvent merged = Messages.event("v2", IdentityEvent.Type.TYPE_MERGED, Messages.identity(1), 2)
                    .setOtherIdentityId(Messages.identity(9))
                    .build();
            events.insert(merged, 0, 2);
            identities.apply(merged);
            new AlertWriter(em, NOW)
                    .insert("dwell", AlertDocument.parse(Messages.alert("a1", "2026-03-01T12:00:00Z"), NOW));
            new LabelWriter(em)
                    .insert(LabeledPair.of(
                            Messages.label("l1", "north/7/t1", "north/7/t2", false, 3)
                                    .build(),
                            NOW));
            em.createNativeQuery("insert into idempotent_answer values ('k', 'h', 200, :text, :now)")
                    .setParameter("text", "{\"identity\":\"" + Messages.identity(1) + "\"}")
                    .setParameter("now", NOW)
                    .executeUpdate();
            decide(em);
        });
        new IdentityNames(database).set(Messages.identity(1), Optional.of(NAME), "ada", NOW);
        audit().append(event("identity.name", Messages.identity(1), "name: " + NAME));
        audit().append(event("identity.view", Messages.identity(2), ""));
    }

    /** What people decided about the person in the console. */
    private static void decide(EntityManager em) {
        for (String insert : List.of(
                "alert_snooze (snooze_id, site_id, identity_id, until_time, reason, created_by, created_at)"
                        + " values ('s1', 'shop', '" + Messages.identity(1) + "', :now, '', 'ada', :now)",
                "alert_dismissal values ('a1', 'WRONG_PERSON', 'ada', :now, '', 'north/7/t1\tnorth/7/t2')",
                "label_unsure values ('u1', 'shop', 'north/7/t1', 'north/7/t2', 'ada', :now)",
                "webhook values ('w1', 'https://a', 's', '', '', true, 'ada', :now)",
                "webhook_delivery values ('d1', 'w1', 'a1', 'WAITING', 0, :now, null, '', :now, :now)")) {
            em.createNativeQuery("insert into " + insert)
                    .setParameter("now", NOW)
                    .executeUpdate();
        }
    }

    private static Sighting sighting(int person) {
        Evidence evidence = person != 2
                ? Messages.evidence("first")
                : Messages.evidence("nearest was " + Messages.identity(1)).toBuilder()
                        .addComparisons(Comparison.newBuilder().setIdentityId(Messages.identity(1)))
                        .build();
        Sighting.Builder sighting = Messages.sighting("north/7/t" + person, Messages.identity(person), 10L * person)
                .setEvidence(evidence);
        sighting.setExemplars(
                0, sighting.getExemplars(0).toBuilder().setCropJpeg(ByteString.copyFrom(Messages.crop(person))));
        return sighting.build();
    }

    private static AuditEvent event(String action, String object, String detail) {
        return new AuditEvent("ada", "session:1", action, object, "shop", "", AuditEvent.Outcome.ALLOWED, detail);
    }

    /** In how many rows of every table a word is, whole or as bytes. */
    private long mentions(String word) {
        Mentions mentions = new Mentions(List.of(word));
        long found = 0;
        for (String table : TABLES) {
            found += database.read(em -> {
                long here = 0;
                for (Object row : em.createNativeQuery("select * from " + table).getResultList()) {
                    here += java.util.Arrays.stream(row instanceof Object[] cells ? cells : new Object[] {row})
                                    .anyMatch(cell -> cell != null && mentions.in(text(cell)))
                            ? 1
                            : 0;
                }
                return here;
            });
        }
        return found;
    }

    private static String text(Object cell) {
        return cell instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : cell.toString();
    }

    /** Not a failure that anything handles. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A store that does something. */
    private record Part(String name, Runnable work) implements ErasurePart {
        @Override
        public Removed erase(Subject subject) {
            work.run();
            return Removed.now(1, "done");
        }

        @Override
        public long remaining(Subject subject) {
            return 0;
        }
    }
}
