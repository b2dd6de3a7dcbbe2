package dev.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** Decodes one video stream and converts a decoded frame to BGR when asked. Belongs to one thread. */
final class VideoDecoder implements AutoCloseable {
    private static final int AV_FRAME_FLAG_CORRUPT = 1; // libavutil/frame.h

    private final AVCodecContext codec;
    private final AVFrame frame = av_frame_alloc();
    private final AVFrame converted = av_frame_alloc();
    private final SwsContext scaler = sws_alloc_context();
    private final Mat upright = new Mat();
    /** Quarter turns clockwise that bring the picture upright, 0 to 3; a phone held sideways records them. */
    private final int turns;

    private boolean fresh;

    private VideoDecoder(AVCodecContext codec, int turns) {
        this.codec = codec;
        this.turns = turns;
    }

    static VideoDecoder open(AVStream stream, int threads) throws SourceUnavailable {
        AVCodec decoder = avcodec_find_decoder(stream.codecpar().codec_id());
        if (decoder == null) {
            throw new SourceUnavailable(
                    "has a video codec without a decoder (" + stream.codecpar().codec_id() + ")");
        }
        AVCodecContext codec = avcodec_alloc_context3(decoder);
        avcodec_parameters_to_context(codec, stream.codecpar());
        codec.thread_count(threads);
        codec.pkt_timebase(stream.time_base());
        int result = avcodec_open2(codec, decoder, (AVDictionary) null);
        if (result < 0) {
            avcodec_free_context(codec);
            throw new SourceUnavailable("has video that cannot be decoded: " + Ffmpeg.error(result));
        }
        return new VideoDecoder(codec, turns(stream.codecpar()));
    }

    private static int turns(AVCodecParameters parameters) {
        AVPacketSideData matrix = parameters.nb_coded_side_data() == 0
                ? null
                : av_packet_side_data_get(
                        parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull()) {
            return 0;
        }
        double anticlockwise = av_display_rotation_get(new IntPointer(matrix.data()));
        return Double.isNaN(anticlockwise) ? 0 : Math.floorMod(Math.round(-anticlockwise / 90), 4);
    }

    /** FFmpeg's result code; null ends the stream and brings out what is left inside. */
    int send(@Nullable AVPacket packet) {
        return avcodec_send_packet(codec, packet);
    }

    /** FFmpeg's result code; on 0 {@link #frame} is the next picture. */
    int receive() {
        fresh = false;
        return avcodec_receive_frame(codec, frame);
    }

    AVFrame frame() {
        return frame;
    }

    /** Whether the decoder found the frame damaged, and repaired it as well as it could. */
    boolean repaired() {
        return frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0;
    }

    /** Frames per second that the coded stream itself names; 0 when it names none. */
    double fps() {
        AVRational rate = codec.framerate();
        return rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 0;
    }

    /** Whether decoded pictures have to be turned. */
    boolean turns() {
        return turns != 0;
    }

    /** Of the upright frame, pixels. */
    int width() {
        return turns % 2 == 0 ? frame.width() : frame.height();
    }

    /** Of the upright frame, pixels. */
    int height() {
        return turns % 2 == 0 ? frame.height() : frame.width();
    }

    /** The frame as BGR and upright; the matrix is a view that stays valid until the next {@link #receive}. */
    Mat bgr() {
        if (!fresh) {
            convert();
        }
        Mat lying = new Mat(converted.height(), converted.width(), CV_8UC3, converted.data(0), converted.linesize(0));
        if (turns == 0) {
            return lying;
        }
        rotate(lying, upright, turns - 1); // ROTATE_90_CLOCKWISE, ROTATE_180, ROTATE_90_COUNTERCLOCKWISE
        lying.close();
        return upright;
    }

    private void convert() {
        if (converted.width() != frame.width() || converted.height() != frame.height()) {
            av_frame_unref(converted);
            converted.width(frame.width());
            converted.height(frame.height());
            converted.format(AV_PIX_FMT_BGR24);
            av_frame_get_buffer(converted, 0);
        }
        int result = sws_scale_frame(scaler, converted, frame);
        if (result < 0) {
            throw new UnreadablePicture("frame cannot be converted to BGR: " + Ffmpeg.error(result));
        }
        fresh = true;
    }

    @Override
    public void close() {
        upright.close();
        sws_free_context(scaler);
        av_frame_free(converted);
        av_frame_free(frame);
        avcodec_free_context(codec);
    }
}
