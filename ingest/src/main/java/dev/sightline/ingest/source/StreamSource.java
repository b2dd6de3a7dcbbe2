package dev.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.picture.PictureHeader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * A video file, network stream or device, read with FFmpeg's own API rather than JavaCV's grabber, whose start and
 * release share one monitor: here no camera ever waits for another. Motion JPEG goes through without decoding. What a file
 * promises is compared with what comes out.
 */
final class StreamSource implements FrameSource {
    /** So many read errors in a row end a file: FFmpeg may report the same one for ever. */
    private static final int ERRORS_IN_A_ROW = 1000;

    private static final double USUAL_FPS = 25;

    private final SourceSpec spec;
    private final SourceOptions options;
    private final Timeline timeline;
    private final Interrupt interrupt;
    private final @Nullable HttpInput input;
    private final EncodedPictures pictures;
    private final AVPacket packet = av_packet_alloc();
    private @Nullable Demuxer demuxer;
    private @Nullable VideoDecoder decoder;
    private @Nullable FootageCheck check;
    private boolean encoded;
    private boolean draining;
    private boolean over;
    private int errors;

    /**
     * @param interrupt bounds the waits; closed with this
     * @param input the answer of an HTTP camera, opened already; closed with this. Null for other sources
     */
    StreamSource(
            SourceSpec spec, SourceOptions options, Timeline timeline, Interrupt interrupt, @Nullable HttpInput input) {
        this.spec = spec;
        this.options = options;
        this.timeline = timeline;
        this.interrupt = interrupt;
        this.input = input;
        this.pictures = new EncodedPictures(options.maxPixels());
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
            Demuxer opened = demuxer();
            demuxer = opened;
            AVCodecParameters parameters = opened.video().codecpar();
            requireSize((long) parameters.width() * parameters.height());
            VideoDecoder video = VideoDecoder.open(opened.video(), options.decoderThreads());
            decoder = video;
            check = new FootageCheck(opened.declared());
            encoded = parameters.codec_id() == AV_CODEC_ID_MJPEG && !video.turns();
        } catch (SourceUnavailable e) {
            throw e.of(spec);
        }
    }

    private Demuxer demuxer() throws SourceUnavailable {
        StreamInput stream = StreamInput.of(spec, options);
        if (!(spec instanceof SourceSpec.VideoFile file)) {
            return Demuxer.open(stream, interrupt, input);
        }
        FileKind.requireNoText(file.path());
        try {
            return Demuxer.open(stream, interrupt, null);
        } catch (SourceUnavailable e) {
            boolean ours = e.finding().kind().equals(Finding.NOT_A_VIDEO);
            throw ours || interrupt.cancelled() ? e : FileKind.unknown(file.path(), String.valueOf(e.getMessage()));
        }
    }

    private void requireSize(long pixels) throws SourceUnavailable {
        if (pixels > options.maxPixels()) {
            throw new SourceUnavailable(
                    Finding.CANNOT_OPEN,
                    "has pictures of " + pixels + " pixels; allowed are " + options.maxPixels(),
                    "convert the footage to a smaller size, or raise the bound");
        }
    }

    @Override
    public OptionalLong length() {
        return demuxer == null || spec.live() ? OptionalLong.empty() : demuxer.length();
    }

    @Override
    public Grab next() {
        Demuxer from = Objects.requireNonNull(demuxer, "open the source first");
        VideoDecoder video = Objects.requireNonNull(decoder, "open the source first");
        interrupt.arm(options.readTimeout());
        while (true) {
            Optional<Grab> decoded = receive(video);
            if (decoded.isPresent()) {
                return decoded.get();
            }
            Optional<Grab> read = read(from, video);
            if (read.isPresent()) {
                return read.get();
            }
        }
    }

    private Optional<Grab> receive(VideoDecoder video) {
        int result = video.receive();
        if (result >= 0) {
            Stamp stamp = stamp(video.frame().best_effort_timestamp());
            check().picture(video.width(), video.height());
            if (video.repaired()) {
                check().damaged("parts of the picture are missing");
            }
            return Optional.of(new Grab.Taken(new MatPicture(stamp, video.width(), video.height(), video::bgr)));
        }
        if (result == AVERROR_EOF()) {
            over = true;
            return Optional.of(spec.live() ? new Grab.Lost("the stream ended") : new Grab.Ended());
        }
        return result == AVERROR_EAGAIN() ? Optional.empty() : Optional.of(damaged(Ffmpeg.error(result)));
    }

    /** Feeds the decoder one packet, or says what came instead. */
    private Optional<Grab> read(Demuxer from, VideoDecoder video) {
        int result = from.read(packet);
        if (result < 0) {
            return unread(result, video);
        }
        try {
            errors = 0;
            if (!from.isVideo(packet)) {
                return Optional.empty();
            }
            note(from);
            Optional<Grab> passed = encoded ? passedThrough() : Optional.empty();
            if (passed.isPresent()) {
                return passed;
            }
            int sent = video.send(packet);
            return sent >= 0 || sent == AVERROR_EAGAIN() ? Optional.empty() : Optional.of(damaged(Ffmpeg.error(sent)));
        } finally {
            av_packet_unref(packet);
        }
    }

    private void note(Demuxer from) {
        if (packet.pts() == AV_NOPTS_VALUE || !from.timed()) {
            check().packet();
        } else {
            AVRational base = from.video().time_base();
            check().packet(micros(packet.pts(), base), micros(packet.duration(), base));
        }
    }

    /** The packet as it is when it is a whole JPEG of its own; files without Huffman tables have to be decoded. */
    private Optional<Grab> passedThrough() {
        byte[] bytes = new byte[packet.size()];
        packet.data().position(0).get(bytes);
        try {
            PictureHeader header = pictures.header(bytes);
            if (!EncodedPictures.passes(header)) {
                encoded = false;
                return Optional.empty();
            }
            check().picture(header.width(), header.height());
            return Optional.of(new Grab.Taken(pictures.open(stamp(packet.pts()), bytes)));
        } catch (BrokenPicture e) {
            return Optional.of(damaged(e.reason()));
        }
    }

    private Optional<Grab> unread(int result, VideoDecoder video) {
        if (interrupt.cancelled()) {
            return Optional.of(new Grab.Lost("cancelled"));
        }
        if (interrupt.expired()) {
            return Optional.of(lost("silent for " + options.readTimeout()));
        }
        if (result == AVERROR_EOF() && !draining) {
            draining = true;
            video.send(null);
            return Optional.empty();
        }
        if (!spec.live() && result != AVERROR_EOF() && ++errors < ERRORS_IN_A_ROW) {
            return Optional.of(new Grab.Damaged(Ffmpeg.error(result)));
        }
        return Optional.of(lost(Ffmpeg.error(result)));
    }

    private Grab lost(String reason) {
        over = true;
        check().brokeOff(reason);
        return new Grab.Lost(reason);
    }

    private Grab damaged(String reason) {
        timeline.skip();
        check().damaged(reason);
        return new Grab.Damaged(reason);
    }

    private Stamp stamp(long pts) {
        Demuxer from = Objects.requireNonNull(demuxer);
        boolean timed = pts != AV_NOPTS_VALUE && from.timed();
        return timeline.next(
                timed ? OptionalLong.of(micros(pts, from.video().time_base())) : OptionalLong.empty(), step());
    }

    private static long micros(long units, AVRational base) {
        return Math.round((double) units * base.num() * 1e6 / base.den());
    }

    /** Distance of two pictures at the stream's rate: the container's, a raw stream's own, else 25 a second. */
    private long step() {
        Demuxer from = Objects.requireNonNull(demuxer);
        double fps = from.timed() ? from.fps() : Objects.requireNonNull(decoder).fps();
        return Math.round(1e6 / (fps > 0 ? fps : USUAL_FPS));
    }

    private FootageCheck check() {
        return Objects.requireNonNull(check, "open the source first");
    }

    @Override
    public List<Finding> findings() {
        Demuxer from = demuxer;
        FootageCheck checked = check;
        VideoDecoder video = decoder;
        if (checked == null || from == null || video == null) {
            return List.of();
        }
        if (!over || spec.live()) {
            return checked.soFar();
        }
        List<Finding> found = new ArrayList<>(checked.atEnd());
        if (!from.timed() && video.fps() == 0) {
            found.add(Finding.once(
                    Finding.NO_RATE,
                    "is a raw stream that names no rate; " + USUAL_FPS + " frames a second were taken for it",
                    "put it into a container such as MP4 with its true rate"));
        }
        return found;
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
        if (input != null) {
            input.close();
        }
        pictures.close();
        interrupt.close();
        av_packet_free(packet);
    }
}
