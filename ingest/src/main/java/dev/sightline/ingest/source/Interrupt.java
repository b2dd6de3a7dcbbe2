package dev.sightline.ingest.source;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB.Callback_Pointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Bounds every wait of one FFmpeg input: FFmpeg asks again and again while it blocks, and gives up when the deadline is
 * past or the source was cancelled. The state lies in native memory because JavaCPP hands out only ten callbacks of a
 * kind: one stateless callback serves all inputs.
 *
 * <p>{@link #cancel} may come from any thread, also after {@link #close}; the rest belongs to the reading thread.
 */
final class Interrupt implements AutoCloseable {
    private static final long DEADLINE = 0;
    private static final long CANCELLED = 1;

    private static final Callback_Pointer ASK = new Callback_Pointer() {
        @Override
        public int call(Pointer state) {
            LongPointer longs = new LongPointer(state); // A view; the memory belongs to the source.
            return longs.get(CANCELLED) != 0 || System.nanoTime() - longs.get(DEADLINE) > 0 ? 1 : 0;
        }
    };

    private final LongPointer state = new LongPointer(2);
    private boolean closed;

    Interrupt() {
        state.put(CANCELLED, 0);
        arm(Duration.ofDays(1));
    }

    void attach(AVFormatContext context) {
        context.interrupt_callback().callback(ASK).opaque(state);
    }

    /** For what FFmpeg opens without a format context; the caller closes it once FFmpeg has its copy. */
    AVIOInterruptCB callback() {
        return new AVIOInterruptCB().callback(ASK).opaque(state);
    }

    /** Starts a wait of this length at most. */
    void arm(Duration longest) {
        state.put(DEADLINE, System.nanoTime() + longest.toNanos());
    }

    synchronized boolean cancelled() {
        return closed || state.get(CANCELLED) != 0;
    }

    synchronized boolean expired() {
        return !closed && System.nanoTime() - state.get(DEADLINE) > 0;
    }

    synchronized void cancel() {
        if (!closed) {
            state.put(CANCELLED, 1);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            state.close();
        }
    }
}
