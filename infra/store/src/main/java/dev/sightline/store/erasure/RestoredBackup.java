package dev.sightline.store.erasure;

import dev.sightline.contracts.v1.Erasure;
import dev.sightline.store.database.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds people in a database that was brought back from a backup who were erased since: by the receipts that are kept apart from
 * it, and by the erasures topic. To be asked before anything of the database is served.
 */
public final class RestoredBackup {
    private static final Logger log = LoggerFactory.getLogger(RestoredBackup.class);

    private final Database database;
    private final ReceiptFolder receipts;
    private final Eraser eraser;

    public RestoredBackup(Database database, ReceiptFolder receipts, Eraser eraser) {
        this.database = database;
        this.receipts = receipts;
        this.eraser = eraser;
    }

    /**
     * Erases again who was erased before.
     *
     * @param topic what the erasures topic holds; empty when it cannot be read here
     * @return what came of it; empty when nobody was back
     */
    public List<Receipt> eraseAgain(Collection<Erasure> topic) {
        Map<String, Receipt> all = new LinkedHashMap<>();
        topic.forEach(command -> all.put(command.getErasureId(), receipt(command)));
        for (ReceiptFolder.Kept kept : receipts.all()) {
            all.put(kept.receipt().erasureId(), kept.receipt());
            database.execute(em -> ErasedKeys.add(em, kept.receipt().erasureId(), kept.keys()));
        }
        List<Receipt> again = new ArrayList<>();
        for (Receipt receipt : all.values()) {
            eraser.again(receipt).ifPresent(again::add);
        }
        if (!again.isEmpty()) {
            log.warn(
                    "{} people who were erased were in the database again, which was brought back from a backup; they are"
                            + " erased again",
                    again.size());
        }
        return again;
    }

    private static Receipt receipt(Erasure command) {
        String at = Instant.EPOCH.plus(command.getTimeUs(), ChronoUnit.MICROS).toString();
        return new Receipt(
                command.getErasureId(),
                command.getSiteId(),
                command.getIdentityId(),
                List.of(command.getIdentityId()),
                command.getBy(),
                command.getReason(),
                false,
                at,
                Receipt.RUNNING,
                at,
                0,
                List.of());
    }
}
