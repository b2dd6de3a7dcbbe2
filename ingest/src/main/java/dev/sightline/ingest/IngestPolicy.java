package dev.sightline.ingest;

import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.status.DegradedPolicy;
import dev.sightline.platform.retry.Backoff;
import java.time.Duration;

/**
 * How ingest works, the same for all cameras; what differs from camera to camera stands in the cameras topic.
 *
 * @param degraded when a live camera counts as degraded
 * @param drain longest time a stopping camera gets to hand over what it has read
 */
public record IngestPolicy(
        Pictures pictures,
        Queues queues,
        Motion motion,
        Connection connection,
        Ahead ahead,
        DegradedPolicy degraded,
        Duration drain) {
    /** A frame must leave room in the largest request of a producer. */
    private static final int LARGEST_INLINE = 8 << 20;

    public IngestPolicy {
        positive("drain", drain);
    }

    /** Quality 90, 4 MiB inline, no limit on running ahead (see {@link #limitedBy}), 5 s to drain. */
    public static IngestPolicy defaults() {
        return new IngestPolicy(
                new Pictures(90, 4 << 20, SourceOptions.MAX_PIXELS),
                new Queues(16, 32, 16),
                new Motion(20, 0.002, Duration.ofSeconds(1)),
                new Connection(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), 2, 0.5, Integer.MAX_VALUE),
                        Duration.ofSeconds(10),
                        1),
                new Ahead("", 500, Duration.ofMillis(50)),
                DegradedPolicy.defaults(),
                Duration.ofSeconds(5));
    }

    /** The same, with recorded footage kept close to what a consumer group has read of the frames. */
    public IngestPolicy limitedBy(String consumerGroup, int maxFrames) {
        return with(new Ahead(consumerGroup, maxFrames, ahead.poll()));
    }

    public IngestPolicy with(Pictures changed) {
        return new IngestPolicy(changed, queues, motion, connection, ahead, degraded, drain);
    }

    public IngestPolicy with(Ahead changed) {
        return new IngestPolicy(pictures, queues, motion, connection, changed, degraded, drain);
    }

    public IngestPolicy with(Queues changed) {
        return new IngestPolicy(pictures, changed, motion, connection, ahead, degraded, drain);
    }

    public IngestPolicy with(Connection changed) {
        return new IngestPolicy(pictures, queues, motion, changed, ahead, degraded, drain);
    }

    public IngestPolicy with(DegradedPolicy changed) {
        return new IngestPolicy(pictures, queues, motion, connection, ahead, changed, drain);
    }

    public IngestPolicy withMaxInlineBytes(int bytes) {
        return with(new Pictures(pictures.jpegQuality(), bytes, pictures.maxPixels()));
    }

    public int jpegQuality() {
        return pictures.jpegQuality();
    }

    public int maxInlineBytes() {
        return pictures.maxInlineBytes();
    }

    /**
     * What becomes of pictures.
     *
     * @param jpegQuality 1 to 100, for pictures that do not come as JPEG
     * @param maxInlineBytes larger pictures go to the crop store and only their reference to Kafka
     * @param maxPixels larger pictures are refused before they are decoded
     */
    public record Pictures(int jpegQuality, int maxInlineBytes, long maxPixels) {
        public Pictures {
            within("jpegQuality", jpegQuality, 1, 100);
            within("maxInlineBytes", maxInlineBytes, 0, LARGEST_INLINE);
            if (maxPixels < 1) {
                throw new IllegalArgumentException("ingest maxPixels = " + maxPixels + " must be at least 1");
            }
        }
    }

    /**
     * Room between reading and sending, for each camera.
     *
     * @param live frames of a live camera that may wait; one more drops the oldest
     * @param recorded frames of recorded footage that may wait; then reading waits
     * @param inFlight frames that Kafka has not acknowledged yet
     */
    public record Queues(int live, int recorded, int inFlight) {
        public Queues {
            within("queues.live", live, 1, 10_000);
            within("queues.recorded", recorded, 1, 10_000);
            within("queues.inFlight", inFlight, 1, 1_000);
        }
    }

    /**
     * What counts as motion, for cameras with a motion gate.
     *
     * @param threshold brightness levels a pixel has to change by
     * @param share part of the picture that has to change, 0 to 1
     * @param longestGap a frame goes through after this much capture time whatever happens
     */
    public record Motion(int threshold, double share, Duration longestGap) {
        public Motion {
            within("motion.threshold", threshold, 1, 255);
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("ingest motion.share = " + share + " must be above 0 and up to 1");
            }
            positive("motion.longestGap", longestGap);
        }
    }

    /**
     * @param openTimeout longest time to connect to a source
     * @param readTimeout longest silence of a live source before it counts as lost
     * @param reconnect waits between tries, longer after each failure in a row
     * @param steady a connection that gave pictures for so long has worked: only then the waits begin again
     * @param decoderThreads of each camera, 0 for as many as there are cores
     */
    public record Connection(
            Duration openTimeout, Duration readTimeout, Backoff reconnect, Duration steady, int decoderThreads) {
        public Connection {
            positive("connection.openTimeout", openTimeout);
            positive("connection.readTimeout", readTimeout);
            positive("connection.steady", steady);
            within("connection.decoderThreads", decoderThreads, 0, 64);
        }

        /** The same with one time-out for connecting and for silence. */
        public Connection withTimeout(Duration timeout) {
            return new Connection(timeout, timeout, reconnect, steady, decoderThreads);
        }
    }

    /**
     * How far recorded footage may run ahead of its reader, so that the frames topic's retention never eats what nobody
     * has read yet.
     *
     * @param consumerGroup id of the group that reads the frames, without the topic prefix; empty for no limit
     * @param maxFrames frames of a partition that the group has not committed yet
     * @param poll how often to look while waiting
     */
    public record Ahead(String consumerGroup, int maxFrames, Duration poll) {
        public Ahead {
            within("ahead.maxFrames", maxFrames, 1, 1_000_000);
            positive("ahead.poll", poll);
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "ingest " + name + " = " + value + " must be between " + least + " and " + most);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("ingest " + name + " = " + value + " must be longer than 0");
        }
    }
}
