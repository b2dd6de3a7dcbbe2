package dev.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.nio.file.Files;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * A video file, network stream or device, read with FFmpeg's own API rather than JavaCV's grabber, whose start and
 * release share one monitor: here no camera ever waits for another. Motion JPEG goes through without decoding.
 */
final class StreamSource implements FrameSource {
    /** So many read errors in a row end a file: FFmpeg may report the same one for ever. */
    private static final int ERRORS_IN_A_ROW = 1000;

    private final SourceSpec spec;
    private final SourceOptions options;
    private final Timeline timeline;
    private final Interrupt interrupt = new Interrupt();
    private final AVPacket packet = av_packet_alloc();
    private @Nullable Demuxer demuxer;
    private @Nullable VideoDecoder decoder;
    private boolean encoded;
    private boolean draining;
    private int errors;

    StreamSource(SourceSpec spec, SourceOptions options, Timeline timeline) {
        this.spec = spec;
        this.options = options;
        this.timeline = timeline;
    }

    @Override
    public void open() throws SourceUnavailable {
        if (spec instanceof SourceSpec.VideoFile file && !Files.isReadable(file.path())) {
            throw new SourceUnavailable("video file " + file.path().toAbsolutePath()
                    + " does not exist or cannot be read: check the camera's source");
        }
        timeline.reopened();
        interrupt.arm(options.openTimeout());
        try {
            Demuxer opened = Demuxer.open(StreamInput.of(spec, options), interrupt);
            demuxer = opened;
            VideoDecoder video = VideoDecoder.open(opened.video(), options.decoderThreads());
            decoder = video;
            encoded = opened.video().codecpar().codec_id() == AV_CODEC_ID_MJPEG && !video.turns();
        } catch (SourceUnavailable e) {
            throw new SourceUnavailable(spec + " " + e.getMessage());
        }
    }

    @Override
    public Grab next() {
        Demuxer input = Objects.requireNonNull(demuxer, "open the source first");
        VideoDecoder video = Objects.requireNonNull(decoder, "open the source first");
        interrupt.arm(options.readTimeout());
        while (true) {
            Optional<Grab> decoded = receive(video);
            if (decoded.isPresent()) {
                return decoded.get();
            }
            Optional<Grab> read = read(input, video);
            if (read.isPresent()) {
                return read.get();
            }
        }
    }

    private Optional<Grab> receive(VideoDecoder video) {
        int result = video.receive();
        if (result >= 0) {
            Stamp stamp = stamp(video.frame().best_effort_timestamp());
            return Optional.of(new Grab.Taken(new MatPicture(stamp, video.width(), video.height(), video::bgr)));
        }
        if (result == AVERROR_EOF()) {
            return Optional.of(spec.live() ? new Grab.Lost("the stream ended") : new Grab.Ended());
        }
        return result == AVERROR_EAGAIN() ? Optional.empty() : Optional.of(damaged(result));
    }

    /** Feeds the decoder one packet, or says what came instead. */
    private Optional<Grab> read(Demuxer input, VideoDecoder video) {
        int result = input.read(packet);
        if (result < 0) {
            return unread(result, video);
        }
        try {
            errors = 0;
            if (!input.isVideo(packet)) {
                return Optional.empty();
            }
            if (encoded) {
                Optional<Grab> grab = passedThrough();
                if (grab.isPresent()) {
                    return grab;
                }
            }
            int sent = video.send(packet);
            return sent >= 0 || sent == AVERROR_EAGAIN() ? Optional.empty() : Optional.of(damaged(sent));
        } finally {
            av_packet_unref(packet);
        }
    }

    /** The packet as it is when it is a whole JPEG of its own; files without Huffman tables have to be decoded. */
    private Optional<Grab> passedThrough() {
        byte[] bytes = new byte[packet.size()];
        packet.data().position(0).get(bytes);
        Optional<JpegHeader> header = JpegHeader.of(bytes);
        if (header.isPresent() && !header.get().huffmanTables()) {
            encoded = false;
            return Optional.empty();
        }
        if (header.isEmpty()) {
            return Optional.of(damaged(AVERROR_INVALIDDATA()));
        }
        Stamp stamp = stamp(packet.pts());
        return Optional.of(new Grab.Taken(
                new EncodedPicture(stamp, header.get().width(), header.get().height(), bytes)));
    }

    private Optional<Grab> unread(int result, VideoDecoder video) {
        if (interrupt.cancelled()) {
            return Optional.of(new Grab.Lost("cancelled"));
        }
        if (interrupt.expired()) {
            return Optional.of(new Grab.Lost("silent for " + options.readTimeout()));
        }
        if (result == AVERROR_EOF() && !draining) {
            draining = true;
            video.send(null);
            return Optional.empty();
        }
        if (!spec.live() && result != AVERROR_EOF() && ++errors < ERRORS_IN_A_ROW) {
            return Optional.of(new Grab.Damaged(Ffmpeg.error(result)));
        }
        return Optional.of(new Grab.Lost(Ffmpeg.error(result)));
    }

    private Grab damaged(int result) {
        timeline.skip();
        return new Grab.Damaged(Ffmpeg.error(result));
    }

    private Stamp stamp(long pts) {
        AVStream video = Objects.requireNonNull(demuxer).video();
        boolean timed = pts != AV_NOPTS_VALUE && Objects.requireNonNull(demuxer).timed();
        return timeline.next(
                timed ? OptionalLong.of(micros(pts, video.time_base())) : OptionalLong.empty(), step(video));
    }

    private static long micros(long units, AVRational base) {
        return Math.round((double) units * base.num() * 1e6 / base.den());
    }

    /** Distance of two pictures at the stream's rate; 25 a second where it names none. */
    private static long step(AVStream video) {
        AVRational rate = video.avg_frame_rate();
        return rate.num() > 0 && rate.den() > 0 ? Math.round(1e6 * rate.den() / rate.num()) : 40_000;
    }

    @Override
    public void cancel() {
        interrupt.cancel();
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
        if (demuxer != null) {
            demuxer.close();
            demuxer = null;
        }
        interrupt.close();
        av_packet_free(packet);
    }
}
