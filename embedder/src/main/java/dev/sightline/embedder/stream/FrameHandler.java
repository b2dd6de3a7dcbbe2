package dev.sightline.embedder.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.embedder.pipeline.FramePipeline;
import dev.sightline.embedder.pipeline.Outcome;
import dev.sightline.embedder.pipeline.Outcome.Observed;
import dev.sightline.embedder.pipeline.Outcome.Refused;
import dev.sightline.embedder.stream.PartitionProgress.Emission;
import dev.sightline.embedder.stream.PartitionProgress.Entry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes one record after another into the pipeline and its result out, in order of its partition: an observation, a
 * dead letter, or nothing for a live frame that is too old to matter. Called from the polling thread only.
 */
final class FrameHandler {
    private final FramePipeline pipeline;
    private final ObservationSink sink;
    private final EmbedderMeters meters;
    private final Freshness freshness;
    private final Consumer<Throwable> failed;

    /** @param failed called with what a dead letter cannot mend; the service stops then */
    FrameHandler(
            FramePipeline pipeline,
            ObservationSink sink,
            EmbedderMeters meters,
            Freshness freshness,
            Consumer<Throwable> failed) {
        this.pipeline = pipeline;
        this.sink = sink;
        this.meters = meters;
        this.freshness = freshness;
        this.failed = failed;
    }

    boolean hasRoom() {
        return pipeline.hasRoom();
    }

    void flush() {
        sink.flush();
    }

    void handle(ConsumerRecord<byte[], byte[]> record, PartitionProgress progress) {
        Entry entry = progress.polled(record.offset());
        Frame frame;
        try {
            frame = parse(record.value());
        } catch (InvalidProtocolBufferException e) {
            String reason = "the record is not a frame message: " + e.getMessage();
            ready(progress, entry, emission(new Refused("frame-unparsable", reason), record));
            return;
        }
        Optional<String> misplaced = sink.misplaced(frame);
        if (misplaced.isPresent()) {
            ready(progress, entry, emission(new Refused("frame-misplaced", misplaced.get()), record));
            return;
        }
        if (freshness.tooOld(frame, record.timestamp())) {
            meters.skipped();
            ready(progress, entry, Runnable::run);
            return;
        }
        var unused = pipeline.submit(frame).whenComplete((outcome, failure) -> {
            if (failure != null) {
                failed.accept(failure);
            } else {
                ready(progress, entry, emission(outcome, record));
            }
        });
    }

    private static Frame parse(byte @Nullable [] value) throws InvalidProtocolBufferException {
        if (value == null) {
            throw new InvalidProtocolBufferException("its value is null");
        }
        Frame frame = Frame.parseFrom(value);
        if (frame.getCameraId().isEmpty()) {
            throw new InvalidProtocolBufferException("it has no camera_id");
        }
        return frame;
    }

    private void ready(PartitionProgress progress, Entry entry, Emission emission) {
        try {
            progress.ready(entry, emission);
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    private Emission emission(Outcome outcome, ConsumerRecord<byte[], byte[]> record) {
        if (outcome instanceof Observed observed) {
            return stored -> {
                sink.send(observed.observation(), stored);
                meters.observed(observed.observation(), freshness.since(record.timestamp()));
            };
        }
        Refused refused = (Refused) outcome;
        return stored -> {
            sink.refuse(record, refused.kind(), refused.reason(), stored);
            meters.refused();
        };
    }

    /**
     * Decides which live frames come too late to matter. Age counts from when a frame was put into Kafka: capture time may
     * follow a clock of the camera's own.
     *
     * @param clock of this machine
     * @param most greatest age
     */
    record Freshness(Clock clock, Duration most) {
        boolean tooOld(Frame frame, long recordMillis) {
            boolean recorded = frame.getSession() == 0 || frame.getEndOfStream();
            return !recorded && since(recordMillis).compareTo(most) > 0;
        }

        Duration since(long recordMillis) {
            return Duration.ofMillis(clock.millis() - recordMillis);
        }
    }
}
