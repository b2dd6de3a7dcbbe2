package dev.sightline.ingest;

import com.google.protobuf.UnsafeByteOperations;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.platform.retry.StopSignal;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a camera's frames from its queue to Kafka, in order, a bounded number unacknowledged. The producer is idempotent
 * and retries without end, so an acknowledged order is the queue's order; a live camera loses frames in its queue
 * meanwhile, a recorded one waits. Runs on a thread of its own.
 */
final class FrameSender {
    private static final Logger log = LoggerFactory.getLogger(FrameSender.class);
    private static final Duration STORE_AGAIN = Duration.ofSeconds(1);

    private final FrameOutlet outlet;
    private final IngestPolicy policy;
    private final FrameQueue queue;
    private final CameraMeters meters;
    private final StopSignal stop;
    private final AheadLimit limit;
    private final Semaphore permits;

    FrameSender(FrameOutlet outlet, IngestPolicy policy, CameraChannel channel, AheadLimit limit) {
        this.outlet = outlet;
        this.policy = policy;
        this.queue = channel.queue();
        this.meters = channel.meters();
        this.stop = channel.stop();
        this.limit = limit;
        this.permits = new Semaphore(policy.queues().inFlight());
    }

    /** Sends until the queue is closed and empty, then waits for the acknowledgements. */
    void run() throws InterruptedException {
        for (Optional<QueuedFrame> next = queue.take(); next.isPresent(); next = queue.take()) {
            if (!limit.await(stop) || !outlet.room().await(stop)) {
                queue.done();
                continue; // Stopping: what recorded footage has not sent yet, it sends when it is read again.
            }
            Optional<Frame> frame = complete(next.get());
            if (frame.isPresent()) {
                send(frame.get(), next.get().picture().length);
            } else {
                queue.done();
            }
        }
        long drain = policy.drain().toMillis();
        if (!permits.tryAcquire(policy.queues().inFlight(), drain, TimeUnit.MILLISECONDS)) {
            log.warn("frames without acknowledgement are left behind after {}", policy.drain());
        }
    }

    /** The frame with its picture, or with a reference to it in the crop store when it is too large for Kafka. */
    private Optional<Frame> complete(QueuedFrame queued) {
        Frame frame = queued.frame();
        if (frame.getEndOfStream()) {
            return Optional.of(frame);
        }
        if (queued.picture().length <= policy.maxInlineBytes()) {
            return Optional.of(frame.toBuilder()
                    .setJpeg(UnsafeByteOperations.unsafeWrap(queued.picture()))
                    .build());
        }
        do {
            try {
                return Optional.of(frame.toBuilder()
                        .setReference(outlet.crops().put(queued.picture(), "jpg"))
                        .build());
            } catch (UncheckedIOException e) {
                log.warn("camera={} a large frame cannot be stored: {}", frame.getCameraId(), e.getMessage());
            }
        } while (stop.sleep(STORE_AGAIN));
        meters.droppedRefused.increment();
        return Optional.empty();
    }

    private void send(Frame frame, int size) throws InterruptedException {
        ProducerRecord<byte[], byte[]> message = message(frame);
        boolean again = true;
        while (again) {
            permits.acquire();
            Attempt attempt = new Attempt(frame, size);
            try {
                outlet.producer().send(message, attempt::done);
            } catch (InterruptException e) {
                throw new InterruptedException(e.getMessage());
            } catch (KafkaException | IllegalStateException e) {
                attempt.done(null, e);
                return;
            }
            // Full buffers or no metadata in time: Kafka took nothing, so the same frame again keeps the order.
            attempt.handedOver = true;
            again = attempt.timedOut && !stop.isStopped();
        }
    }

    /** Stamped with the time of sending: by capture time, old footage would be past its retention at once. */
    private ProducerRecord<byte[], byte[]> message(Frame frame) {
        byte[] key = frame.getCameraId().getBytes(StandardCharsets.UTF_8);
        byte[] value = frame.toByteArray();
        return frame.hasPlace()
                ? new ProducerRecord<>(outlet.topic(), frame.getPlace().getCameraPartition(), key, value)
                : new ProducerRecord<>(outlet.topic(), key, value);
    }

    /** What became of one frame; called on the producer's thread. */
    private final class Attempt {
        private final Frame frame;
        private final int size;
        private volatile boolean timedOut;
        private volatile boolean handedOver;

        Attempt(Frame frame, int size) {
            this.frame = frame;
            this.size = size;
        }

        void done(@Nullable RecordMetadata place, @Nullable Exception failure) {
            try {
                if (failure == null && place != null) {
                    limit.acknowledged(place.partition(), place.offset());
                    if (!frame.getEndOfStream()) {
                        meters.acknowledged(frame.getCaptureTimeUs(), size);
                    }
                    queue.done();
                } else if (failure instanceof TimeoutException && !handedOver) {
                    timedOut = true;
                } else if (failure != null) {
                    queue.done();
                    refused(failure);
                }
            } finally {
                permits.release(); // Last: a sender that went on before the limit knew would run further ahead than
                // allowed.
            }
        }

        private void refused(Exception failure) {
            meters.droppedRefused.increment();
            log.error(
                    "camera={} session={} sequence={} Kafka refused a frame: {}",
                    frame.getCameraId(),
                    frame.getSession(),
                    frame.getSequence(),
                    failure.toString());
            boolean lasting = failure instanceof AuthenticationException
                    || failure instanceof AuthorizationException
                    || !(failure instanceof ApiException);
            if (lasting && !stop.isStopped()) {
                outlet.failed().accept(failure);
            }
        }
    }
}
