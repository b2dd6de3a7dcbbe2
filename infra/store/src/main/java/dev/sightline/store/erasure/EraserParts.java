package dev.sightline.store.erasure;

import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The stores there are, in the order they are erased from. */
public final class EraserParts {
    private EraserParts() {}

    /** Those of the database and of this machine. */
    public static List<ErasurePart> local(Database database, CropStore crops, InstantSource clock) {
        return List.of(
                new SnapshotsPart(database),
                new ModelsPart(database),
                new RowsPart(database),
                new CropsPart(database, crops),
                new MentionsPart(database),
                new AuditPart(new AuditLog(database, clock)),
                new FilePart(database));
    }

    /**
     * Those in Kafka: the matcher first, so that it stops adding.
     *
     * @param patience how long to wait for the matcher
     */
    public static List<ErasurePart> kafka(KafkaClients kafka, Duration patience) {
        return List.of(new MatcherPart(kafka, patience), new WatchlistPart(kafka), new TopicsPart(kafka));
    }

    /** All of them. */
    public static List<ErasurePart> all(
            Database database, CropStore crops, InstantSource clock, KafkaClients kafka, Duration patience) {
        List<ErasurePart> all = new ArrayList<>(kafka(kafka, patience));
        all.addAll(local(database, crops, clock));
        return all;
    }
}
