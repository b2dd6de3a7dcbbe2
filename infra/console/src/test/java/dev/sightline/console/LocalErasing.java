package dev.sightline.console;

import dev.sightline.console.api.Erasing;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.Eraser;
import dev.sightline.store.erasure.EraserParts;
import dev.sightline.store.erasure.ErasurePart;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.Receipt;
import dev.sightline.store.erasure.ReceiptFolder;
import dev.sightline.store.erasure.Removed;
import dev.sightline.store.erasure.Subject;
import dev.sightline.store.retention.RetentionJob;
import dev.sightline.store.retention.RetentionPolicy;
import dev.sightline.store.retention.RetentionState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Erases from database and crops. */
final class LocalErasing implements Erasing {
    private final Database database;
    private final FileCropStore crops;
    private final Eraser eraser;

    /** @param receipts folder that receipts are kept in */
    LocalErasing(Database database, FileCropStore crops, Path receipts) {
        this.database = database;
        this.crops = crops;
        this.eraser = new Eraser(
                database,
                Stream.concat(
                                EraserParts.local(database, crops, Clock.systemUTC()).stream(),
                                Stream.of(new SomeTopics()))
                        .toList(),
                new ReceiptFolder(receipts),
                Clock.systemUTC());
    }

    @Override
    public void require(String identityId) {
        eraser.require(identityId);
    }

    @Override
    public Receipt erase(ErasureRequest request) {
        return eraser.erase(request);
    }

    @Override
    public RetentionState retention() {
        return new RetentionJob(database, crops, RetentionPolicy.defaults(), entry -> {}, Clock.systemUTC()).state();
    }

    @Override
    public long topicHours() {
        return 529;
    }

    /** As topics are after an erasure; there is no Kafka. */
    private static final class SomeTopics implements ErasurePart {
        @Override
        public String name() {
            return "topics";
        }

        @Override
        public Removed erase(Subject subject) {
            SortedMap<String, Duration> times = new TreeMap<>(Map.of(
                    "sightline.frames.v1", Duration.ofMinutes(44), "sightline.sightings.v1", Duration.ofHours(529)));
            return new Removed(0, "go by time", Optional.of(Duration.ofHours(529)), List.of(), "", times);
        }

        @Override
        public long remaining(Subject subject) {
            return 0;
        }
    }
}
