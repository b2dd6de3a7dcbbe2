package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Place;
import dev.sightline.matcher.track.CameraTracker;
import dev.sightline.matcher.track.TrackOutcome;
import dev.sightline.matcher.track.TrackPolicy;
import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.matcher.v1.TrackerFrame;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Follows each camera of its partition. Trackers live in memory; what an observation changed is written to the
 * store, in entries that stay small whatever the crowd, so another instance goes on from the last committed one. What does not parse, jumps implausibly far ahead or holds a
 * detection larger than a record leaves as a dead letter, in the same transaction.
 */
final class TrackProcessor implements Processor<byte[], byte[], String, TrackOutput> {
    /** Sorts right behind the separator of a camera's entries. */
    private static final char AFTER = '\1';

    private final TrackPolicy policy;
    private final MatcherMeters meters;
    private final SizedFrames sizes;
    private final RefusedRecords refused;
    private final Map<String, CameraTracker> trackers = new HashMap<>();
    private @Nullable ProcessorContext<String, TrackOutput> context;
    private @Nullable KeyValueStore<String, byte[]> store;
    private @Nullable SitePartitions sites;

    TrackProcessor(StagePolicies policies, MatcherMeters meters) {
        this.policy = policies.track();
        this.meters = meters;
        this.sizes = new SizedFrames(policies.mostBytes(), meters);
        this.refused = new RefusedRecords(meters, sizes);
    }

    @Override
    public void init(ProcessorContext<String, TrackOutput> context) {
        // Streams revives a task whose transaction was aborted with the same processors: what they remember beyond the
        // restored store never happened.
        trackers.clear();
        this.context = context;
        this.store = context.getStateStore(StateStores.TRACKERS);
        this.sites = new SitePartitions(context);
        refused.init(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            follow(Observations.parse(record.key(), record.value()), record);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            String kind =
                    e instanceof InvalidProtocolBufferException ? "observation-unreadable" : "observation-invalid";
            refused.refuse(record, kind, e.getMessage());
        }
    }

    private void follow(Observation observation, Record<byte[], byte[]> record) {
        String camera = observation.getCameraId();
        CameraTracker tracker = trackers.computeIfAbsent(camera, this::resumed);
        TrackOutcome outcome = tracker.observe(observation, arrivedUs(record));
        if (outcome instanceof TrackOutcome.Tracked tracked) {
            tracked(observation, tracker, tracked.frame(), record);
        } else if (outcome instanceof TrackOutcome.Implausible implausible) {
            write(camera, tracker);
            refused.refuse(record, "observation-implausible", "camera '" + camera + "': " + implausible.reason());
        } else if (outcome instanceof TrackOutcome.Ignored ignored) {
            meters.ignored(ignored.reason());
        }
    }

    private void tracked(
            Observation observation, CameraTracker tracker, TrackerFrame frame, Record<byte[], byte[]> record) {
        String camera = observation.getCameraId();
        List<SiteInput> inputs = sizes.inputs(frame);
        if (inputs.isEmpty()) {
            // As it was before this observation.
            trackers.remove(camera);
            refused.refuse(
                    record,
                    "observation-too-large",
                    "camera '" + camera + "': one of the " + observation.getDetectionsCount()
                            + " detections of sequence " + observation.getSequence()
                            + " makes a record larger than Kafka takes; describe it by fewer numbers");
            return;
        }
        write(camera, tracker);
        meters.tracked();
        String site = observation.getSiteId();
        @Nullable Place place = observation.hasPlace() ? observation.getPlace() : null;
        for (SiteInput input : inputs) {
            SiteInput placed = sites().placed(input, site, place);
            context().forward(record.withKey(site).withValue(new TrackOutput.ForSite(placed)));
        }
    }

    private void write(String camera, CameraTracker tracker) {
        tracker.drain((entry, bytes) -> {
            String key = StateStores.trackerKey(camera, entry);
            if (bytes == null) {
                store().delete(key);
            } else {
                store().put(key, bytes);
            }
        });
    }

    /** The record's own time, so that a replay decides the same; a forged one counts for no more than now. */
    private long arrivedUs(Record<byte[], byte[]> record) {
        return Math.min(record.timestamp(), context().currentSystemTimeMs()) * 1_000;
    }

    private CameraTracker resumed(String camera) {
        Map<String, byte[]> saved = new HashMap<>();
        byte[] own = store().get(camera);
        if (own == null) {
            return new CameraTracker(policy, camera);
        }
        saved.put("", own);
        try (KeyValueIterator<String, byte[]> parts = store().range(StateStores.key(camera, ""), camera + AFTER)) {
            while (parts.hasNext()) {
                KeyValue<String, byte[]> part = parts.next();
                saved.put(StateStores.entry(part.key), part.value);
            }
        }
        try {
            return CameraTracker.restore(policy, camera, saved);
        } catch (IllegalArgumentException e) {
            // Not the observation's fault: no dead letter.
            throw new IllegalStateException("camera '" + camera + "': " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        refused.close();
    }

    private ProcessorContext<String, TrackOutput> context() {
        if (context == null) {
            throw new IllegalStateException("the track processor was not initialized");
        }
        return context;
    }

    private KeyValueStore<String, byte[]> store() {
        if (store == null) {
            throw new IllegalStateException("the track processor was not initialized");
        }
        return store;
    }

    private SitePartitions sites() {
        if (sites == null) {
            throw new IllegalStateException("the track processor was not initialized");
        }
        return sites;
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
