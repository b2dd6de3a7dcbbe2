package dev.sightline.ingest.source;

import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.retry.StopSignal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A camera that sends JPEGs over HTTP: one after another in one answer (motion JPEG), or one an answer, which is then asked
 * for again at the rate of the options. Such streams have no clock, so arrival counts.
 */
final class JpegCamera implements FrameSource {
    private static final int BUFFER = 1 << 16;

    private final SourceSpec.HttpStream spec;
    private final SourceOptions options;
    private final Timeline timeline;
    private final Interrupt interrupt;
    private final EncodedPictures pictures;
    private final StopSignal cancelled = new StopSignal();
    private HttpInput input;
    private MotionJpeg stream;
    private long askedNanos;
    private int inAnswer;
    private boolean parts;
    private byte @Nullable [] first;

    /** @param input the answer to the first request; this closes it. The interrupt stays the caller's */
    JpegCamera(
            SourceSpec.HttpStream spec,
            SourceOptions options,
            Timeline timeline,
            Interrupt interrupt,
            HttpInput input) {
        this.spec = spec;
        this.options = options;
        this.timeline = timeline;
        this.interrupt = interrupt;
        this.pictures = new EncodedPictures(options.maxPixels());
        this.input = input;
        this.stream = begin();
    }

    private MotionJpeg begin() {
        askedNanos = System.nanoTime();
        inAnswer = 0;
        parts = input.contentType().startsWith("multipart/");
        return new MotionJpeg(new BufferedInputStream(input.stream(), BUFFER));
    }

    /** Waits for the first picture, so that an open camera is one that shows something. */
    @Override
    public void open() throws SourceUnavailable {
        timeline.reopened();
        try {
            first = read().orElseThrow(() -> new SourceUnavailable("sends no picture"));
        } catch (IOException e) {
            throw new SourceUnavailable("sends no picture: " + e.getMessage());
        }
    }

    /** The next whole picture of this answer, past at most a few broken ones. */
    private Optional<byte[]> read() throws IOException {
        for (int broken = 0; ; broken++) {
            try {
                Optional<byte[]> bytes = stream.next();
                inAnswer += bytes.isPresent() ? 1 : 0;
                return bytes;
            } catch (BrokenPicture e) {
                if (broken == 10) {
                    throw new IOException(e.reason(), e);
                }
            }
        }
    }

    @Override
    public Grab next() {
        byte[] waiting = first;
        first = null;
        try {
            return taken(waiting != null ? waiting : following());
        } catch (BrokenPicture e) {
            timeline.skip();
            return new Grab.Damaged(e.reason());
        } catch (IOException | SourceUnavailable e) {
            return new Grab.Lost(String.valueOf(e.getMessage()));
        }
    }

    private Grab taken(byte[] jpeg) throws BrokenPicture {
        pictures.header(jpeg); // A broken one must not take a number of its own before it is skipped.
        return new Grab.Taken(pictures.open(timeline.next(OptionalLong.empty(), 0), jpeg));
    }

    private byte[] following() throws BrokenPicture, IOException, SourceUnavailable {
        interrupt.arm(options.readTimeout());
        Optional<byte[]> bytes = stream.next();
        if (bytes.isPresent()) {
            inAnswer++;
            return bytes.get();
        }
        if (parts || inAnswer != 1) {
            throw new IOException("the stream ended");
        }
        return snapshot();
    }

    private byte[] snapshot() throws BrokenPicture, IOException, SourceUnavailable {
        long period = Math.round(1e9 / options.imageFps());
        if (!cancelled.sleep(Duration.ofNanos(Math.max(0, askedNanos + period - System.nanoTime())))) {
            throw new IOException("cancelled");
        }
        input.close();
        interrupt.arm(options.openTimeout());
        input = HttpInput.open(StreamInput.of(spec, options), interrupt);
        stream = begin();
        byte[] jpeg = stream.next().orElseThrow(() -> new IOException("an answer held no picture"));
        inAnswer++;
        return Objects.requireNonNull(jpeg);
    }

    @Override
    public void cancel() {
        cancelled.stop();
        interrupt.cancel();
    }

    @Override
    public void close() {
        pictures.close();
        input.close();
    }
}
