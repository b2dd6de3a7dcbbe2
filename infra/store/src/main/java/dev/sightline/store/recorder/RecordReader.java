package dev.sightline.store.recorder;

import com.google.protobuf.Message;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.label.LabeledPair;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Parses and checks records. Stateless after construction. */
final class RecordReader {
    /** What the recorder reads, in the order it is assigned. */
    static final List<Topic<String, ?>> TOPICS = List.of(
            Topics.CAMERAS, Topics.WATCHLIST, Topics.IDENTITY_EVENTS, Topics.SIGHTINGS, Topics.ALERTS, Topics.FEEDBACK);

    private final Map<String, Topic<String, ?>> topics;

    /** @param name a topic's name in this installation */
    RecordReader(Function<Topic<?, ?>, String> name) {
        topics = TOPICS.stream().collect(Collectors.toUnmodifiableMap(name, topic -> topic));
    }

    /** The topic's noun, for meters. */
    String noun(ConsumerRecord<byte[], byte[]> record) {
        return topic(record).noun();
    }

    /**
     * The change a record asks for.
     *
     * @throws BadRecord when it does not parse or says what cannot be
     */
    Change read(ConsumerRecord<byte[], byte[]> record) {
        Topic<String, ?> topic = topic(record);
        try {
            String key = key(record);
            Optional<Object> value = value(topic, record);
            return change(topic, key, value, record);
        } catch (SerializationException e) {
            throw new BadRecord("message-malformed", e.getMessage() + "; was it written by another program?");
        } catch (IllegalArgumentException e) {
            throw new BadRecord(topic.noun() + "-invalid", String.valueOf(e.getMessage()));
        }
    }

    private static Change change(
            Topic<String, ?> topic, String key, Optional<Object> value, ConsumerRecord<byte[], byte[]> record) {
        if (topic == Topics.CAMERAS) {
            return new Change.OfCamera(key, value.map(Camera.class::cast).map(camera -> {
                requireKey(key, camera.getCameraId(), "camera_id");
                return checked(camera);
            }));
        }
        if (topic == Topics.WATCHLIST) {
            return new Change.OfWatchlist(
                    key, value.map(WatchlistEntry.class::cast).map(entry -> checked(key, entry)));
        }
        Object present = value.orElseThrow(() -> new BadRecord(
                "value-missing", "record has no value; only cameras and watchlist entries are removed that way"));
        if (topic == Topics.SIGHTINGS) {
            return new Change.OfSighting(checked(key, (Sighting) present));
        }
        if (topic == Topics.IDENTITY_EVENTS) {
            return new Change.OfIdentity(checked(key, (IdentityEvent) present));
        }
        Instant written = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        if (topic == Topics.FEEDBACK) {
            return label(key, (Feedback) present, written);
        }
        AlertDocument alert = AlertDocument.parse((byte[]) present, written);
        StorableText.check("alert", alert.json());
        StorableText.check(
                "alert id",
                alert.alertId()
                        + alert.source()
                        + alert.type()
                        + alert.subject().orElse(""));
        return new Change.OfAlert(key, alert);
    }

    private static Sighting checked(String key, Sighting sighting) {
        requireKey(key, sighting.getIdentityId(), "identity_id");
        requireGiven("sighting_id", sighting.getSightingId());
        requireGiven("site_id", sighting.getSiteId());
        requireGiven("camera_id", sighting.getCameraId());
        requireTime("start_time_us", sighting.getStartTimeUs());
        requireTime("end_time_us", sighting.getEndTimeUs());
        sighting.getExemplarsList().forEach(exemplar -> {
            requireDescriptor(exemplar.getModality(), exemplar.getVector());
            requireTime("exemplar capture_time_us", exemplar.getCaptureTimeUs());
        });
        return checked(sighting);
    }

    private static IdentityEvent checked(String key, IdentityEvent event) {
        requireKey(key, event.getSiteId(), "site_id");
        requireGiven("event_id", event.getEventId());
        requireTime("event_time_us", event.getEventTimeUs());
        switch (event.getType()) {
            case TYPE_MERGED, TYPE_SPLIT, TYPE_MOVED -> {
                requireGiven("identity_id", event.getIdentityId());
                requireGiven("other_identity_id", event.getOtherIdentityId());
            }
            case TYPE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("type " + event.getTypeValue()
                        + " is unknown here; if a newer version wrote it, upgrade the recorder and replay");
            case TYPE_CREATED, TYPE_LINKED, TYPE_EXPIRED, TYPE_ERASED ->
                requireGiven("identity_id", event.getIdentityId());
            case TYPE_TENTATIVE -> {
                // About a tracklet; there may be no identity it could be.
            }
        }
        return checked(event);
    }

    private static Change label(String key, Feedback feedback, Instant written) {
        requireKey(key, feedback.getSiteId(), "site_id");
        requireGiven("feedback_id", feedback.getFeedbackId());
        requireTime("time_us", feedback.getTimeUs());
        if (feedback.getStatementCase() != Feedback.StatementCase.PAIR) {
            throw new IllegalArgumentException("the feedback says nothing that is known here; if a newer version wrote"
                    + " it, upgrade the recorder and replay");
        }
        return new Change.OfLabel(LabeledPair.of(checked(feedback), written));
    }

    private static WatchlistEntry checked(String key, WatchlistEntry entry) {
        requireKey(key, entry.getEntryId(), "entry_id");
        requireTime("created_us", entry.getCreatedUs());
        requireTime("expires_us", entry.getExpiresUs());
        entry.getExemplarsList().forEach(exemplar -> requireDescriptor(exemplar.getModality(), exemplar.getVector()));
        return checked(entry);
    }

    private static <M extends Message> M checked(M message) {
        StorableText.check(message);
        return message;
    }

    private static void requireDescriptor(Modality modality, Descriptor descriptor) {
        if (modality != Modality.MODALITY_PERSON && modality != Modality.MODALITY_FACE) {
            throw new IllegalArgumentException("exemplar modality " + modality + " must be PERSON or FACE");
        }
        requireGiven("exemplar model_id", descriptor.getModelId());
        UnitVector.of(descriptor);
    }

    private static void requireKey(String key, String id, String field) {
        if (!key.equals(id)) {
            throw new IllegalArgumentException("record key '" + key + "' differs from " + field + " '" + id + "'");
        }
        StorableText.check("key", key);
    }

    private static void requireGiven(String field, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(field + " is empty");
        }
    }

    private static void requireTime(String field, long micros) {
        if (micros < 0) {
            throw new IllegalArgumentException(field + " = " + micros + " lies before 1970");
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        if (key == null || key.length == 0) {
            throw new BadRecord("key-missing", "record has no key; every topic has one");
        }
        return new String(key, StandardCharsets.UTF_8);
    }

    private static Optional<Object> value(Topic<String, ?> topic, ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        return value == null
                ? Optional.empty()
                : Optional.of(topic.value().deserializer().deserialize(record.topic(), value));
    }

    private Topic<String, ?> topic(ConsumerRecord<byte[], byte[]> record) {
        Topic<String, ?> topic = topics.get(record.topic());
        if (topic == null) {
            throw new IllegalStateException("the recorder does not read " + record.topic());
        }
        return topic;
    }
}
