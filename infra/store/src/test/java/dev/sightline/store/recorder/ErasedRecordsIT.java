package dev.sightline.store.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.ErasedKeys;
import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.Messages;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records of somebody who was erased that come late, or again. */
class ErasedRecordsIT {
    private static final String GONE = "shop/p1";

    private final RecordReader reader = new RecordReader(topic -> topic.name("test"));
    private final ErasedRecords records = new ErasedRecords();
    private final Set<Recording> passedOver = new HashSet<>();
    private Database database;

    @BeforeEach
    void open() {
        database = H2Databases.inMemory().open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldLeaveABatchAloneWhileNobodyWasErased() {
        List<Recording> batch =
                List.of(sighting(Messages.sighting("t1", GONE, 10).build()));

        assertThat(leave(batch)).isSameAs(batch);
    }

    @Test
    void shouldPassOverWhateverNamesThePerson() {
        erase(ErasedKeys.ofIdentity(GONE), ErasedKeys.ofTracklet("north/7/t1"), ErasedKeys.ofCrop("ab".repeat(32)));
        List<Recording> about = List.of(
                sighting(Messages.sighting("t9", GONE, 10).build()),
                sighting(Messages.sighting("north/7/t1", "shop/p2", 10).build()),
                event(Messages.event("e1", Type.TYPE_CREATED, GONE, 1).build()),
                event(Messages.event("e2", Type.TYPE_MERGED, "shop/p2", 1)
                        .setOtherIdentityId(GONE)
                        .build()),
                event(Messages.event("e3", Type.TYPE_LINKED, "shop/p2", 1)
                        .setTrackletId("north/7/t1")
                        .build()),
                record(Topics.ALERTS, "rule", Messages.alert("a1", "2026-01-01T00:00:00Z")),
                label(Messages.label("f1", "north/7/t1", "t5", true, 3).build()),
                label(crops("crop:" + "ab".repeat(32) + ".jpg", "crop:" + "cd".repeat(32) + ".jpg")));

        assertThat(leave(about)).isEmpty();
        assertThat(passedOver).containsExactlyInAnyOrderElementsOf(about);
    }

    @Test
    void shouldKeepRecordsOfOthersWithoutWhatTheySaidOfThePerson() {
        Sighting other = Messages.sighting("t2", "shop/p2", 20)
                .setPreviousIdentityId(GONE)
                .setEvidence(naming(GONE))
                .addExemplars(Messages.exemplar(77, Modality.MODALITY_FACE, .9f))
                .build();
        erase(ErasedKeys.ofIdentity(GONE), ErasedKeys.ofCrop(Checksum.of(Messages.crop(77))));
        IdentityEvent event = Messages.event("e1", Type.TYPE_CREATED, "shop/p2", 1)
                .setEvidence(naming(GONE))
                .build();
        Recording label = label(Messages.label("f1", "t2", "t5", true, 3).build());
        Recording refused = sighting(other.toBuilder().clearSightingId().build());

        List<Recording> left = leave(List.of(sighting(other), event(event), label, refused));

        assertThat(passedOver).isEmpty();
        assertThat(left).hasSize(4).endsWith(label, refused);
        Sighting kept = ((Change.OfSighting) left.get(0).change().orElseThrow()).message();
        assertThat(kept.getPreviousIdentityId()).isEmpty();
        assertThat(kept.getEvidence().toString()).doesNotContain(GONE);
        assertThat(kept.getExemplars(0)).isEqualTo(other.getExemplars(0));
        assertThat(kept.getExemplars(1).getCropJpeg()).isEqualTo(ByteString.EMPTY);
        IdentityEvent told = ((Change.OfIdentity) left.get(1).change().orElseThrow()).event();
        assertThat(told.getEvidence().toString()).doesNotContain(GONE);
    }

    private List<Recording> leave(List<Recording> batch) {
        return database.write(em -> records.leave(em, batch, passedOver));
    }

    private void erase(String... keys) {
        database.execute(em -> {
            for (String key : keys) {
                em.createNativeQuery("insert into erased_key (key_hash, erasure_id) values (:key, 'e')")
                        .setParameter("key", key)
                        .executeUpdate();
            }
        });
    }

    private static Evidence naming(String identity) {
        return Messages.evidence("nearest was " + identity).toBuilder()
                .addComparisons(Comparison.newBuilder().setIdentityId(identity))
                .build();
    }

    private static Feedback crops(String one, String other) {
        return Messages.label("f2", "", "", false, 4)
                .setPair(PairLabel.newBuilder().setCropUri(one).setOtherCropUri(other))
                .build();
    }

    private Recording sighting(Sighting message) {
        return record(Topics.SIGHTINGS, message.getIdentityId(), message.toByteArray());
    }

    private Recording event(IdentityEvent message) {
        return record(Topics.IDENTITY_EVENTS, message.getSiteId(), message.toByteArray());
    }

    private Recording label(MessageLite message) {
        return record(Topics.FEEDBACK, Messages.SITE, message.toByteArray());
    }

    private Recording record(Topic<?, ?> topic, String key, byte[] value) {
        return Recording.of(
                reader, new ConsumerRecord<>(topic.name("test"), 0, 0, key.getBytes(StandardCharsets.UTF_8), value));
    }
}
