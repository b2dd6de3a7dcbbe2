package dev.sightline.testkit;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.platform.kafka.KafkaClients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A live camera that never stops: sends a scene to the frames topic, over and over, stamped with the wall clock, until it
 * is closed. Frame {@code n} (from 1) shows the scene's frame {@code (n - 1) % frames}. A frame that Kafka does not take
 * fails {@link #close}.
 */
public final class EndlessCamera implements AutoCloseable {
    private final TopicWriter writer;
    private final StreetScene scene;
    private final Frame blank;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<Integer, ByteString> pictures = new HashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * Begins to send.
     *
     * @param id of camera and site, joined by {@code @}: {@code north@street}
     * @param framesPerSecond at most; a machine that is busy sends less
     */
    public EndlessCamera(KafkaClients clients, StreetScene scene, String id, double framesPerSecond) {
        this.writer = new TopicWriter(clients);
        this.scene = scene;
        this.blank = Frame.newBuilder()
                .setCameraId(id.substring(0, id.indexOf('@')))
                .setSiteId(id.substring(id.indexOf('@') + 1))
                .setSession(System.currentTimeMillis())
                .setWidth(scene.width())
                .setHeight(scene.height())
                .build();
        long periodMicros = Math.round(1e6 / framesPerSecond);
        clock.scheduleAtFixedRate(this::send, 0, periodMicros, TimeUnit.MICROSECONDS);
    }

    /** How many frames Kafka has. */
    public long sent() {
        return sent.get();
    }

    private void send() {
        try {
            long sequence = sent.get() + 1;
            Frame frame = blank.toBuilder()
                    .setSequence(sequence)
                    .setCaptureTimeUs(System.currentTimeMillis() * 1_000)
                    .setJpeg(picture((int) ((sequence - 1) % scene.frames())))
                    .build();
            writer.write(Topics.FRAMES, frame.getCameraId(), frame);
            sent.set(sequence);
        } catch (RuntimeException | AssertionError e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    private ByteString picture(int index) {
        return pictures.computeIfAbsent(index, i -> {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            try {
                ImageIO.write(scene.picture(i), "jpg", jpeg);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return ByteString.copyFrom(jpeg.toByteArray());
        });
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new AssertionError("a frame of " + blank.getCameraId() + " is stuck");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("camera " + blank.getCameraId() + " broke down", failed);
        }
    }
}
