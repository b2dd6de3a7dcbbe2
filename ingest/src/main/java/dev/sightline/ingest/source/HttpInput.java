package dev.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_READ;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avformat.avio_read_partial;
import static org.bytedeco.ffmpeg.global.avformat.avio_seek;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EIO;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_get;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * One HTTP answer, fetched by FFmpeg, which knows cameras' ways of signing in and can be interrupted. Its bytes go either
 * to a reader of ours or to a demuxer, over the same connection. Belongs to one thread.
 */
final class HttpInput implements AutoCloseable {
    private final AVIOContext context;
    private final Interrupt interrupt;

    private HttpInput(AVIOContext context, Interrupt interrupt) {
        this.context = context;
        this.interrupt = interrupt;
    }

    static HttpInput open(StreamInput input, Interrupt interrupt) throws SourceUnavailable {
        AVIOContext context = new AVIOContext(null);
        try (AVIOInterruptCB callback = interrupt.callback()) {
            int result = Ffmpeg.with(
                    input.options(), options -> avio_open2(context, input.url(), AVIO_FLAG_READ, callback, options));
            if (result < 0) {
                throw new SourceUnavailable(
                        "cannot be opened: " + (interrupt.expired() ? "no answer in time" : Ffmpeg.error(result)));
            }
        }
        return new HttpInput(context, interrupt);
    }

    AVIOContext context() {
        return context;
    }

    /** The answer's content type in small letters, with its parameters; empty when it has none. */
    String contentType() {
        try (BytePointer name = new BytePointer("mime_type");
                PointerPointer<BytePointer> value = new PointerPointer<>(1)) {
            value.put(0, null);
            if (av_opt_get(context, name, AV_OPT_SEARCH_CHILDREN, value) < 0) {
                return "";
            }
            BytePointer text = value.get(BytePointer.class, 0);
            if (text == null || text.isNull()) {
                return "";
            }
            String type = text.getString().strip().toLowerCase(Locale.ROOT);
            av_free(text);
            return type;
        }
    }

    /** The first bytes, at least one, which will be read again. */
    byte[] peek() throws SourceUnavailable {
        byte[] bytes = new byte[1024];
        int count = avio_read_partial(context, bytes, bytes.length);
        if (count < 0) {
            throw new SourceUnavailable("cannot be read: " + reason(count));
        }
        avio_seek(context, 0, 0);
        return Arrays.copyOf(bytes, count);
    }

    /** What follows, as a stream that needs no closing. */
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                byte[] bytes = from == 0 ? target : new byte[length];
                int count = avio_read_partial(context, bytes, length);
                // FFmpeg takes the end of an answer of unannounced length for a failure of the connection.
                if (count == AVERROR_EOF() || count == AVERROR_EIO() || count == 0) {
                    return -1;
                }
                if (count < 0) {
                    throw new IOException(reason(count));
                }
                if (from != 0) {
                    System.arraycopy(bytes, 0, target, from, count);
                }
                return count;
            }
        };
    }

    private String reason(int code) {
        if (interrupt.cancelled()) {
            return "cancelled";
        }
        return interrupt.expired() ? "silent for too long" : Ffmpeg.error(code);
    }

    @Override
    public void close() {
        if (!context.isNull()) {
            avio_closep(context);
            context.setNull();
        }
    }
}
