package dev.sightline.ingest.video;

import dev.sightline.contracts.id.Ids;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.Picture;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Makes the demo's second camera from its only real one. The second camera stands across the same street (mirrored), in
 * worse light (darker), with a cheaper sensor (noise), and sees everything later: first the empty street for the
 * delay, then all of the first camera's footage. So everybody who walks through camera A walks through camera B after
 * that time, looking different enough that pixels cannot match. The same footage always gives the same file.
 */
public final class DemoFootage {
    private static final long SEED = 20_000_101;
    /** Grows when the recipe changes, so that nobody plays a file of an older one. */
    private static final String RECIPE = "second-view-2";

    private static final int BACKGROUND_SAMPLES = 25;

    private DemoFootage() {}

    /**
     * The second camera's video, made on the first call (seconds) and found again later.
     *
     * @param footage the first camera's video
     * @param cache folder that keeps the made video
     * @param delaySeconds how much later the second camera sees things; 20 in the demo
     * @param progress called with frames done
     * @return an MP4 in the cache folder
     * @throws SourceUnavailable when the footage cannot be read
     * @throws IOException when the video cannot be written
     */
    public static Path secondCamera(Path footage, Path cache, double delaySeconds, IntConsumer progress)
            throws SourceUnavailable, IOException {
        String id = Ids.of(
                RECIPE,
                String.valueOf(footage.getFileName()),
                String.valueOf(Files.exists(footage) ? Files.size(footage) : 0),
                String.valueOf(delaySeconds));
        Path made = cache.resolve("second-camera-" + id.substring(0, 12) + ".mp4");
        if (Files.exists(made)) {
            return made;
        }
        Files.createDirectories(cache);
        Path draft = Files.createTempFile(cache, "second-camera-", ".mp4");
        try {
            write(survey(footage), footage, draft, delaySeconds, progress);
            return Files.move(draft, made, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** What has to be known before the first picture is written. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    private record Survey(int width, int height, double fps, byte[] background) {}

    private static Survey survey(Path footage) throws SourceUnavailable {
        int frames = count(footage);
        int every = Math.max(1, frames / BACKGROUND_SAMPLES);
        List<byte[]> samples = new ArrayList<>();
        int[] size = new int[2];
        long[] times = new long[2];
        forEach(footage, picture -> {
            if (picture.stamp().sequence() == 1) {
                size[0] = picture.width();
                size[1] = picture.height();
                times[0] = picture.stamp().captureTimeUs();
            }
            times[1] = picture.stamp().captureTimeUs();
            if ((picture.stamp().sequence() - 1) % every == 0) {
                samples.add(bytes(picture.image()));
            }
        });
        double fps = frames > 1 ? (frames - 1) * 1e6 / (times[1] - times[0]) : 10;
        return new Survey(size[0], size[1], fps, SecondView.background(samples));
    }

    private static int count(Path footage) throws SourceUnavailable {
        int[] frames = new int[1];
        forEach(footage, picture -> frames[0]++);
        if (frames[0] == 0) {
            throw new SourceUnavailable("video " + footage.toAbsolutePath() + " has no pictures");
        }
        return frames[0];
    }

    private static void write(Survey survey, Path footage, Path to, double delaySeconds, IntConsumer progress)
            throws SourceUnavailable, IOException {
        SecondView view = new SecondView(SEED);
        int width = survey.width();
        int height = survey.height();
        int[] done = new int[1];
        try (VideoWriter writer = new VideoWriter(to, width, height, survey.fps(), VideoWriter.Codec.MPEG4)) {
            for (long i = Math.round(delaySeconds * survey.fps()); i > 0; i--) {
                writer.write(image(view.of(survey.background(), width, height), width, height));
                progress.accept(++done[0]);
            }
            forEach(footage, picture -> {
                writer.write(image(view.of(bytes(picture.image()), width, height), width, height));
                progress.accept(++done[0]);
            });
        }
    }

    private interface Visitor<E extends Exception> {
        void visit(Picture picture) throws E;
    }

    private static <E extends Exception> void forEach(Path footage, Visitor<E> visitor) throws SourceUnavailable, E {
        try (FrameSource source = FrameSource.open(new SourceSpec.VideoFile(footage), SourceOptions.defaults())) {
            while (true) {
                Grab grab = source.next();
                if (grab instanceof Grab.Taken taken) {
                    visitor.visit(taken.picture());
                } else if (grab instanceof Grab.Ended || grab instanceof Grab.Lost) {
                    return;
                }
            }
        }
    }

    private static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    private static BufferedImage image(byte[] bgr, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        System.arraycopy(bgr, 0, bytes(image), 0, bgr.length);
        return image;
    }
}
