package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.track.CameraTracker;
import dev.sightline.matcher.track.TrackOutcome;
import dev.sightline.matcher.track.TrackPolicy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Follows each camera of its partition. Trackers live in memory and are written to the store after every observation, so
 * another instance goes on from the last committed one. What does not parse leaves as a dead letter, in the same
 * transaction.
 */
final class TrackProcessor implements Processor<byte[], byte[], String, TrackOutput> {
    private final TrackPolicy policy;
    private final MatcherMeters meters;
    private final Map<String, CameraTracker> trackers = new HashMap<>();
    private @Nullable ProcessorContext<String, TrackOutput> context;
    private @Nullable KeyValueStore<String, byte[]> store;

    TrackProcessor(TrackPolicy policy, MatcherMeters meters) {
        this.policy = policy;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, TrackOutput> context) {
        // Streams revives a task whose transaction was aborted with the same processors: what they remember beyond the
        // restored store never happened.
        trackers.clear();
        this.context = context;
        this.store = context.getStateStore(StateStores.TRACKERS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            follow(Observations.parse(record.key(), record.value()), record);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            refuse(record, e);
        }
    }

    private void follow(Observation observation, Record<byte[], byte[]> record) {
        String camera = observation.getCameraId();
        CameraTracker tracker = trackers.computeIfAbsent(camera, this::resumed);
        TrackOutcome outcome = tracker.observe(observation);
        if (outcome instanceof TrackOutcome.Tracked tracked) {
            store().put(camera, tracker.save());
            meters.tracked();
            context()
                    .forward(record.withKey(observation.getSiteId())
                            .withValue(new TrackOutput.Followed(tracked.frame())));
        } else if (outcome instanceof TrackOutcome.Ignored ignored) {
            meters.ignored(ignored.reason());
        }
    }

    private CameraTracker resumed(String camera) {
        byte[] saved = store().get(camera);
        return saved == null ? new CameraTracker(policy, camera) : CameraTracker.restore(policy, camera, saved);
    }

    private void refuse(Record<byte[], byte[]> record, Exception why) {
        String kind = why instanceof InvalidProtocolBufferException ? "observation-unreadable" : "observation-invalid";
        meters.refused(kind);
        context().forward(RefusedRecords.letter(context(), record, kind, why));
    }

    private ProcessorContext<String, TrackOutput> context() {
        if (context == null) {
            throw new IllegalStateException("the track processor was not initialised");
        }
        return context;
    }

    private KeyValueStore<String, byte[]> store() {
        if (store == null) {
            throw new IllegalStateException("the track processor was not initialised");
        }
        return store;
    }

    /** Reads observations and refuses what the stages behind could not name. */
    private static final class Observations {
        static Observation parse(byte @Nullable [] key, byte @Nullable [] value) throws InvalidProtocolBufferException {
            if (value == null || key == null) {
                throw new IllegalArgumentException("an observation needs a camera id as key and a value");
            }
            Observation observation = Observation.parseFrom(value);
            Ids.requireName("camera", observation.getCameraId());
            Ids.requireName("site", observation.getSiteId());
            String keyed = new String(key, StandardCharsets.UTF_8);
            if (!keyed.equals(observation.getCameraId())) {
                throw new IllegalArgumentException("the observation of camera '" + observation.getCameraId()
                        + "' has the key '" + keyed + "'; the key must be the camera id");
            }
            return observation;
        }
    }
}
