package dev.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_NONE;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NOTIMESTAMPS;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** An open FFmpeg input and its video stream. Belongs to one thread. */
final class Demuxer implements AutoCloseable {
    private static final int DISCARD_ALL = 48; // AVDISCARD_ALL

    private final AVFormatContext context;
    private final int index;

    private Demuxer(AVFormatContext context, int index) {
        this.context = context;
        this.index = index;
        for (int i = 0; i < context.nb_streams(); i++) {
            if (i != index) {
                context.streams(i).discard(DISCARD_ALL);
            }
        }
    }

    /** @param opened the same address, opened already; stays the caller's. Null to open it here */
    static Demuxer open(StreamInput input, Interrupt interrupt, @Nullable HttpInput opened) throws SourceUnavailable {
        AVInputFormat format = input.format().isEmpty() ? null : device(input.format());
        AVFormatContext context = avformat_alloc_context();
        interrupt.attach(context);
        if (opened != null) {
            context.pb(opened.context());
        }
        int result =
                Ffmpeg.with(input.options(), options -> avformat_open_input(context, input.url(), format, options));
        if (result < 0) { // FFmpeg has freed the context.
            throw new SourceUnavailable("cannot be opened: " + reason(result, interrupt));
        }
        try {
            return new Demuxer(context, videoOf(context, interrupt));
        } catch (SourceUnavailable e) {
            avformat_close_input(context);
            throw e;
        }
    }

    private static AVInputFormat device(String format) throws SourceUnavailable {
        Optional<String> problem = Ffmpeg.deviceProblem();
        if (problem.isPresent()) {
            throw new SourceUnavailable("cannot be opened: " + problem.get());
        }
        AVInputFormat found = av_find_input_format(format);
        if (found == null) {
            throw new SourceUnavailable("cannot be opened: this FFmpeg cannot read " + format + " devices");
        }
        return found;
    }

    private static int videoOf(AVFormatContext context, Interrupt interrupt) throws SourceUnavailable {
        if (!self(context)) {
            int result = avformat_find_stream_info(context, (AVDictionary) null);
            if (result < 0) {
                throw new SourceUnavailable("cannot be understood: " + reason(result, interrupt));
            }
        }
        int index = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (index < 0 || context.streams(index).codecpar().codec_id() == AV_CODEC_ID_NONE) {
            throw new SourceUnavailable(
                    Finding.NOT_A_VIDEO,
                    "holds no video (" + context.iformat().name().getString() + ")",
                    "give a file or a stream that shows something");
        }
        return index;
    }

    /** A stream of JPEGs says all there is to know at once; probing it would wait for more pictures. */
    private static boolean self(AVFormatContext context) {
        return context.iformat().name().getString().contains("mpjpeg")
                && context.nb_streams() == 1
                && context.streams(0).codecpar().codec_id() == AV_CODEC_ID_MJPEG;
    }

    /** Multipart JPEGs and raw streams carry no times; FFmpeg makes some up. */
    private static boolean timeless(AVFormatContext context) {
        AVInputFormat format = context.iformat();
        return (format.flags() & AVFMT_NOTIMESTAMPS) != 0
                || format.name().getString().contains("mpjpeg");
    }

    private static String reason(int code, Interrupt interrupt) {
        return interrupt.expired() ? "no answer in time" : Ffmpeg.error(code);
    }

    AVStream video() {
        return context.streams(index);
    }

    /** False for streams whose container carries no times, for which FFmpeg would make some up. */
    boolean timed() {
        return !timeless(context);
    }

    /** What the file says about its video. */
    FootageCheck.Declared declared() {
        String container = context.iformat().name().getString();
        AVStream video = video();
        AVRational base = video.time_base();
        double seconds = 0;
        if (video.duration() > 0) {
            seconds = (double) video.duration() * base.num() / base.den();
        } else if (context.duration() > 0 && context.nb_streams() == 1) {
            seconds = context.duration() / 1e6;
        }
        boolean guessed = !timed() || context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
        return new FootageCheck.Declared(
                container, Math.max(0, video.nb_frames()), guessed ? 0 : seconds, timed() ? fps() : 0);
    }

    /** The rate the container names, 0 when it names none. */
    double fps() {
        AVRational rate = video().avg_frame_rate();
        return rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 0;
    }

    /** Pictures of a file by its own account; empty where it does not say. */
    OptionalLong length() {
        FootageCheck.Declared declared = declared();
        long frames = declared.frames() > 0 ? declared.frames() : Math.round(declared.seconds() * declared.fps());
        return frames > 0 ? OptionalLong.of(frames) : OptionalLong.empty();
    }

    boolean isVideo(AVPacket packet) {
        return packet.stream_index() == index;
    }

    /** FFmpeg's result code. */
    int read(AVPacket packet) {
        return av_read_frame(context, packet);
    }

    @Override
    public void close() {
        avformat_close_input(context);
        context.close();
    }
}
