package dev.sightline.contracts.topic;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.sightline.contracts.topic.Topic.Cleanup;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.contracts.v1.RosterEntry;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.WatchlistEntry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;

/** Every topic of the system. Keys are ids in UTF-8. */
public final class Topics {
    private static final long GIB = 1L << 30;

    /** How long records about people stay that the recorder keeps in its database. */
    private static final Duration PEOPLE = Duration.ofDays(21);

    /** Key: camera id. */
    public static final Topic<String, Frame> FRAMES =
            deleted("frames", Frame.parser(), Duration.ofMinutes(30), 2 * GIB);
    /** Key: camera id. */
    public static final Topic<String, Observation> OBSERVATIONS =
            deleted("observations", Observation.parser(), Duration.ofHours(12), 8 * GIB);
    /** Key: camera id. */
    public static final Topic<String, CameraTracks> TRACKS =
            deleted("tracks", CameraTracks.parser(), Duration.ofHours(1), GIB);
    /** Key: site id. */
    public static final Topic<String, IdentityEvent> IDENTITY_EVENTS =
            deleted("identity-events", IdentityEvent.parser(), PEOPLE, -1);
    /** Key: identity id. */
    public static final Topic<String, Sighting> SIGHTINGS = deleted("sightings", Sighting.parser(), PEOPLE, -1);
    /** Key: rule id. Value: CloudEvents structured JSON, as bytes. */
    public static final Topic<String, byte[]> ALERTS =
            new Topic<>("alerts", 1, Serdes.String(), Serdes.ByteArray(), Cleanup.DELETE, PEOPLE, -1);
    /** Key: watchlist entry id. */
    public static final Topic<String, WatchlistEntry> WATCHLIST = compacted("watchlist", WatchlistEntry.parser());
    /** Key: rule id. */
    public static final Topic<String, AlertRule> RULES = compacted("rules", AlertRule.parser());
    /** Key: camera id. */
    public static final Topic<String, Camera> CAMERAS = compacted("cameras", Camera.parser());
    /** Key: "camera/" or "site/" and the id. Which partition works on it, for good. */
    public static final Topic<String, RosterEntry> ROSTERS = compacted("rosters", RosterEntry.parser());
    /** Key: camera id. How each camera is, said by ingest. */
    public static final Topic<String, CameraStatus> CAMERA_STATUS = compacted("camera-status", CameraStatus.parser());
    /** Key: label of the model's task. */
    public static final Topic<String, ModelAssignment> MODELS = compacted("models", ModelAssignment.parser());
    /** Key: site id. */
    public static final Topic<String, Redescription> REDESCRIPTIONS =
            deleted("redescriptions", Redescription.parser(), PEOPLE, -1);
    /** Key: site id. */
    public static final Topic<String, Feedback> FEEDBACK = deleted("feedback", Feedback.parser(), PEOPLE, -1);
    /** Key: identity id. Compacted, so that a database brought back from any backup can be told whom to forget. */
    public static final Topic<String, Erasure> ERASURES = compacted("erasures", Erasure.parser());
    /** Key: origin topic. */
    public static final Topic<String, DeadLetter> DEAD_LETTERS =
            deleted("dead-letters", DeadLetter.parser(), Duration.ofDays(14), GIB);

    /** What is said of people, and kept by time; how long is a setting. */
    public static final List<Topic<String, ?>> ABOUT_PEOPLE =
            List.of(IDENTITY_EVENTS, SIGHTINGS, ALERTS, REDESCRIPTIONS, FEEDBACK);

    /** All of them, in the order of a frame's way. */
    public static final List<Topic<String, ?>> ALL = List.of(
            CAMERAS,
            ROSTERS,
            CAMERA_STATUS,
            FRAMES,
            OBSERVATIONS,
            TRACKS,
            IDENTITY_EVENTS,
            SIGHTINGS,
            ALERTS,
            WATCHLIST,
            RULES,
            MODELS,
            REDESCRIPTIONS,
            FEEDBACK,
            ERASURES,
            DEAD_LETTERS);

    private Topics() {}

    private static <M extends MessageLite> Topic<String, M> deleted(
            String noun, Parser<M> parser, Duration retention, long bytes) {
        return new Topic<>(noun, 1, Serdes.String(), ProtobufSerde.of(parser), Cleanup.DELETE, retention, bytes);
    }

    private static <M extends MessageLite> Topic<String, M> compacted(String noun, Parser<M> parser) {
        return new Topic<>(
                noun, 1, Serdes.String(), ProtobufSerde.of(parser), Cleanup.COMPACT, Duration.ofMillis(-1), -1);
    }
}
