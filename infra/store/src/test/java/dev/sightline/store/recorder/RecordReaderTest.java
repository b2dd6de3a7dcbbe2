package dev.sightline.store.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.label.LabeledPair;
import dev.sightline.store.testing.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private static final Sighting SIGHTING =
            Messages.sighting("t1", "shop/p1", 10).build();

    private final RecordReader reader = new RecordReader(topic -> topic.name("test"));

    @Test
    void shouldReadEveryTopic() {
        assertThat(read(Topics.SIGHTINGS, "shop/p1", SIGHTING.toByteArray()))
                .isEqualTo(new Change.OfSighting(SIGHTING));
        assertThat(read(Topics.CAMERAS, "c", null)).isEqualTo(new Change.OfCamera("c", Optional.empty()));
        assertThat(read(Topics.WATCHLIST, "w", Messages.watchlist("w", 1).toByteArray()))
                .isEqualTo(new Change.OfWatchlist("w", Optional.of(Messages.watchlist("w", 1))));
        assertThat(read(Topics.ALERTS, "rule", Messages.alert("a", "2026-01-01T00:00:00Z")))
                .isInstanceOf(Change.OfAlert.class);
        assertThat(read(
                        Topics.IDENTITY_EVENTS,
                        "shop",
                        Messages.event("e", Type.TYPE_CREATED, "shop/p1", 1)
                                .build()
                                .toByteArray()))
                .isInstanceOf(Change.OfIdentity.class);
    }

    @Test
    void shouldRefuseWhatDoesNotParseOrIsNotThere() {
        assertRefused(Topics.SIGHTINGS, "shop/p1", new byte[] {-1}, "message-malformed", "not the expected message");
        assertRefused(Topics.SIGHTINGS, "shop/p1", null, "value-missing", "no value");
        assertRefused(Topics.SIGHTINGS, null, SIGHTING.toByteArray(), "key-missing", "no key");
    }

    @Test
    void shouldRefuseSightingsThatCannotBe() {
        assertInvalid("other", SIGHTING, "record key 'other' differs from identity_id 'shop/p1'");
        assertInvalid("shop/p1", SIGHTING.toBuilder().clearSightingId().build(), "sighting_id is empty");
        assertInvalid("shop/p1", SIGHTING.toBuilder().setStartTimeUs(-1).build(), "lies before 1970");
        assertInvalid("shop/p1", SIGHTING.toBuilder().setCameraId("a\0b").build(), "camera_id contains a character");
    }

    @Test
    void shouldRefuseDescriptorsThatAreNone() {
        Exemplar exemplar = SIGHTING.getExemplars(0);
        Exemplar.Builder longer = exemplar.toBuilder();
        longer.getVectorBuilder()
                .setValues(exemplar.getVector().getValues().concat(ByteString.copyFrom(new byte[] {0, 0, 0, 64})));
        Exemplar.Builder nameless = exemplar.toBuilder();
        nameless.getVectorBuilder().clearModelId();
        Exemplar.Builder unclear = exemplar.toBuilder().setModality(Modality.MODALITY_UNSPECIFIED);

        assertInvalid("shop/p1", with(longer), "not unit length");
        assertInvalid("shop/p1", with(nameless), "model_id is empty");
        assertInvalid("shop/p1", with(unclear), "must be PERSON or FACE");
    }

    @Test
    void shouldRefuseEventsOfUnknownTypeAndMergesOfOne() {
        assertRefused(
                Topics.IDENTITY_EVENTS,
                "shop",
                event(Messages.event("e", Type.TYPE_CREATED, "shop/p1", 1)
                        .setTypeValue(99)
                        .build()),
                "identity-events-invalid",
                "upgrade the recorder and replay");
        assertRefused(
                Topics.IDENTITY_EVENTS,
                "shop",
                event(Messages.event("e", Type.TYPE_MERGED, "shop/p1", 1).build()),
                "identity-events-invalid",
                "other_identity_id is empty");
    }

    /** A tracklet that nobody known could be is unclear too; for anything else an event needs its identity. */
    @Test
    void shouldTakeTentativeEventsWithoutAnIdentity() {
        assertThat(read(
                        Topics.IDENTITY_EVENTS,
                        "shop",
                        event(Messages.event("e", Type.TYPE_TENTATIVE, "", 1).build())))
                .isInstanceOf(Change.OfIdentity.class);
        assertRefused(
                Topics.IDENTITY_EVENTS,
                "shop",
                event(Messages.event("e", Type.TYPE_LINKED, "", 1).build()),
                "identity-events-invalid",
                "identity_id is empty");
    }

    @Test
    void shouldReadLabelsWhicheverWayRoundTheyAreSaid() {
        Feedback said = Messages.label("f", "b", "a", true, 3).build();
        assertThat(read(Topics.FEEDBACK, "shop", said.toByteArray()))
                .isEqualTo(new Change.OfLabel(new LabeledPair(
                        "f",
                        "shop",
                        LabeledPair.Subject.TRACKLET,
                        "a",
                        "b",
                        true,
                        PairLabel.Source.SOURCE_OPERATOR,
                        "ada",
                        Messages.instant(3),
                        false)));
        Feedback crops = said.toBuilder()
                .setPair(PairLabel.newBuilder()
                        .setCropUri("crop:1.jpg")
                        .setOtherCropUri("crop:2.jpg")
                        .setSource(PairLabel.Source.SOURCE_IMPORT))
                .build();
        assertThat(read(Topics.FEEDBACK, "shop", crops.toByteArray()))
                .asInstanceOf(type(Change.OfLabel.class))
                .satisfies(label -> assertThat(label.pair().subject()).isEqualTo(LabeledPair.Subject.CROP))
                .satisfies(label -> assertThat(label.pair().source()).isEqualTo(PairLabel.Source.SOURCE_IMPORT));
    }

    @Test
    void shouldRefuseLabelsThatSayNothing() {
        Feedback said = Messages.label("f", "a", "b", true, 3).build();
        assertUnsaid("other", said, "record key 'other' differs from site_id 'shop'");
        assertUnsaid("shop", said.toBuilder().clearFeedbackId().build(), "feedback_id is empty");
        assertUnsaid("shop", said.toBuilder().clearPair().build(), "upgrade the recorder and replay");
        assertUnsaid("shop", Messages.label("f", "a", "", true, 3).build(), "two different tracklets or crops");
        assertUnsaid("shop", Messages.label("f", "a", "a", true, 3).build(), "two different tracklets or crops");
        Feedback.Builder mixed = said.toBuilder();
        mixed.getPairBuilder().setCropUri("crop:1.jpg");
        assertUnsaid("shop", mixed.build(), "not some of each");
        Feedback.Builder newer = said.toBuilder();
        newer.getPairBuilder().setSourceValue(77);
        assertUnsaid("shop", newer.build(), "source UNRECOGNIZED is unknown here");
    }

    private void assertUnsaid(String key, Feedback feedback, String reason) {
        assertRefused(Topics.FEEDBACK, key, feedback.toByteArray(), "feedback-invalid", reason);
    }

    private static byte[] event(MessageLite message) {
        return message.toByteArray();
    }

    private static Sighting with(Exemplar.Builder exemplar) {
        return SIGHTING.toBuilder().setExemplars(0, exemplar).build();
    }

    private void assertInvalid(String key, Sighting sighting, String reason) {
        assertRefused(Topics.SIGHTINGS, key, sighting.toByteArray(), "sightings-invalid", reason);
    }

    private void assertRefused(
            Topic<?, ?> topic, @Nullable String key, byte @Nullable [] value, String kind, String reason) {
        assertThatThrownBy(() -> read(topic, key, value))
                .asInstanceOf(type(BadRecord.class))
                .satisfies(bad -> assertThat(bad.kind()).isEqualTo(kind))
                .satisfies(bad -> assertThat(bad.reason()).contains(reason));
    }

    @SuppressWarnings("NullAway") // Kafka's contract: null keys and values are allowed.
    private Change read(Topic<?, ?> topic, @Nullable String key, byte @Nullable [] value) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return reader.read(new ConsumerRecord<>(topic.name("test"), 0, 0, bytes, value));
    }
}
