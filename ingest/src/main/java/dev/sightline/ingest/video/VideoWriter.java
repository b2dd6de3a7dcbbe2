package dev.sightline.ingest.video;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Writes pictures of one size to a video file, one after the other at a fixed rate, or each at a time of its own. The
 * container follows the file name (mp4, avi, mkv, ts). Not thread-safe; the file is complete once {@link #close} has
 * returned.
 */
public final class VideoWriter implements AutoCloseable {
    /** Of a video whose pictures come with times: a second's. */
    private static final double TICKS = 1000;

    private final FFmpegFrameRecorder recorder;
    private final int width;
    private final int height;
    private long lastTick = -1;

    /** How the pictures are coded. */
    public enum Codec {
        /** Small and played everywhere; OpenH264, or MPEG-4 where FFmpeg lacks it. */
        H264,
        /** MPEG-4 part 2. */
        MPEG4,
        /** Each picture a JPEG of its own: large, quick, nearly without loss. */
        MOTION_JPEG
    }

    /**
     * @param width pixels; odd sizes are stretched to even ones in the file, for the codecs want that
     * @param height pixels
     * @param fps pictures a second
     * @throws IOException when the file cannot be written
     */
    public VideoWriter(Path file, int width, int height, double fps, Codec codec) throws IOException {
        this(file, new Shape(width, height, fps), fps, codec);
    }

    /**
     * A video whose pictures come with {@link #write(BufferedImage, long) times}, to a millisecond, such as one of a
     * variable rate.
     *
     * @param about pictures a second, more or less: sizes the file
     * @throws IOException when the file cannot be written
     */
    public static VideoWriter timed(Path file, int width, int height, double about, Codec codec) throws IOException {
        return new VideoWriter(file, new Shape(width, height, about), TICKS, codec);
    }

    private record Shape(int width, int height, double fps) {}

    private VideoWriter(Path file, Shape shape, double ticks, Codec codec) throws IOException {
        int width = shape.width();
        int height = shape.height();
        double fps = shape.fps();
        if (width < 2 || height < 2 || !(fps > 0)) {
            throw new IllegalArgumentException("video of " + width + "x" + height + " at " + fps
                    + " fps must have at least 2x2 pixels and a rate above 0");
        }
        this.width = width;
        this.height = height;
        avutil.av_log_set_level(avutil.AV_LOG_FATAL);
        recorder = new FFmpegFrameRecorder(file.toFile(), width + width % 2, height + height % 2);
        recorder.setFrameRate(ticks);
        configure(codec, fps, ticks);
        recorder.startUnsafe();
    }

    private void configure(Codec codec, double fps, double ticks) {
        boolean openH264 = avcodec.avcodec_find_encoder_by_name("libopenh264") != null;
        if (codec == Codec.MOTION_JPEG) {
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_MJPEG);
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUVJ420P);
            recorder.setVideoQuality(2);
            return;
        }
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
        recorder.setGopSize(Math.max(1, (int) Math.round(fps)));
        recorder.setMaxBFrames(0);
        if (codec == Codec.H264 && openH264) {
            recorder.setVideoCodecName("libopenh264");
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setVideoBitrate(bitRate(fps, ticks));
        } else {
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
            recorder.setVideoQuality(3);
        }
    }

    /** The encoder takes every tick for a picture. */
    private int bitRate(double fps, double ticks) {
        double perSecond = Math.min(40_000_000, Math.max(500_000, width * height * fps * 0.2));
        return (int) Math.min(Integer.MAX_VALUE, perSecond * ticks / fps);
    }

    /**
     * Adds a picture at its time. Times grow; one that does not is shown a millisecond after the picture before.
     *
     * @param timeUs microseconds since the beginning of the video
     * @throws IOException when the file cannot be written
     */
    public void write(BufferedImage image, long timeUs) throws IOException {
        lastTick = Math.max(lastTick + 1, Math.round(timeUs * TICKS / 1e6));
        recorder.setFrameNumber((int) lastTick);
        write(image);
    }

    /**
     * Adds a picture; any kind of image, of exactly the size given at the start.
     *
     * @throws IOException when the file cannot be written
     */
    public void write(BufferedImage image) throws IOException {
        if (image.getWidth() != width || image.getHeight() != height) {
            throw new IllegalArgumentException("picture of " + image.getWidth() + "x" + image.getHeight()
                    + " does not fit a video of " + width + "x" + height);
        }
        byte[] bgr = ((DataBufferByte) bgr(image).getRaster().getDataBuffer()).getData();
        Frame frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3, 3 * width);
        frame.image[0] = ByteBuffer.wrap(bgr);
        try {
            recorder.record(frame, avutil.AV_PIX_FMT_BGR24);
        } finally {
            frame.image[0] = null;
        }
    }

    private static BufferedImage bgr(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR && image.getRaster().getParent() == null) {
            return image;
        }
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return copy;
    }

    @Override
    public void close() throws IOException {
        try {
            recorder.stop();
        } finally {
            recorder.release();
        }
    }
}
