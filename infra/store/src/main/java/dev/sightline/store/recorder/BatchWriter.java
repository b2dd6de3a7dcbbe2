package dev.sightline.store.recorder;

import dev.sightline.platform.deadletter.DeadLetters;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.recorder.Checkpoint.Step;
import dev.sightline.store.recorder.OffsetTable.Advance;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes one batch in one transaction, in this order: claim the offsets (another recorder that wants the same records
 * waits here and then finds them taken), store crops, write rows, send dead letters, commit. Whatever step the process
 * dies at, the next start finds either all of it or nothing but crops, which it stores again under the same names; only
 * a dead letter can appear twice, when the process dies between sending it and the commit.
 */
final class BatchWriter {
    private final Database database;
    private final StoredCrops crops;
    private final DeadLetters letters;
    private final Clock clock;
    private final Checkpoint checkpoint;
    private final ErasedRecords erased = new ErasedRecords();

    BatchWriter(Database database, StoredCrops crops, DeadLetters letters, Clock clock, Checkpoint checkpoint) {
        this.database = database;
        this.crops = crops;
        this.letters = letters;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /**
     * Writes a batch.
     *
     * @param offsets the stored offsets this recorder knows; moved on when the batch is written
     * @return the recordings that changed nothing because the database was ahead of them, or that are about people who were erased
     * @throws OffsetConflict when another recorder wrote first
     */
    Set<Recording> write(List<Recording> batch, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Advance> advances = advances(batch, offsets);
        Set<Recording> stale = database.write(em -> {
            OffsetTable.advance(em, advances);
            checkpoint.reached(Step.OFFSETS_CLAIMED);
            Set<Recording> unchanged = new HashSet<>();
            List<Recording> wanted = erased.leave(em, batch, unchanged);
            Map<Recording, Map<Integer, CropReference>> stored = new HashMap<>();
            wanted.forEach(
                    recording -> recording.change().ifPresent(change -> stored.put(recording, crops.put(change))));
            checkpoint.reached(Step.CROPS_STORED);
            unchanged.addAll(new RowWriter(em, clock.instant()).apply(wanted, stored));
            checkpoint.reached(Step.ROWS_WRITTEN);
            batch.forEach(this::sendLetter);
            checkpoint.reached(Step.LETTERS_SENT);
            return unchanged;
        });
        checkpoint.reached(Step.COMMITTED);
        advances.forEach((partition, advance) -> offsets.put(partition, advance.to()));
        return stale;
    }

    private void sendLetter(Recording recording) {
        recording.unsentRefusal().ifPresent(why -> {
            letters.send(recording.record(), why.kind(), why.reason());
            recording.letterSent();
        });
    }

    private static Map<TopicPartition, Advance> advances(List<Recording> batch, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Advance> advances = new HashMap<>();
        for (Recording recording : batch) {
            Long from = offsets.get(recording.partition());
            if (from == null) {
                throw new IllegalStateException("record of " + recording.partition() + ", which is not assigned");
            }
            advances.put(
                    recording.partition(), new Advance(from, recording.record().offset() + 1));
        }
        return advances;
    }
}
