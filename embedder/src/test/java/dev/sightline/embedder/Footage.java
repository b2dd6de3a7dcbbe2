package dev.sightline.embedder;

import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.testkit.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;

/** A street with people and the truth about them; tests that use it are skipped where it is not. */
final class Footage {
    private Footage() {}

    /** Works on a picture. */
    interface Viewer {
        void view(int frame, Picture picture) throws Exception;
    }

    /** Every {@code step}-th frame, numbered from 1, at most {@code most}. */
    static void street(int step, int most, Viewer viewer) throws Exception {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(
                        TestData.require("video/vtest.avi").toFile());
                OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
            grabber.startUnsafe();
            int number = 0;
            int seen = 0;
            for (Frame frame = grabber.grabImage(); frame != null && seen < most; frame = grabber.grabImage()) {
                if (number++ % step == 0) {
                    seen++;
                    Mat mat = Objects.requireNonNull(converter.convert(frame));
                    try (Picture picture = Picture.owning(mat.clone())) {
                        viewer.view(number, picture);
                    }
                }
            }
        }
    }

    /** People by frame number. */
    static Map<Integer, List<Region>> streetTruth() throws Exception {
        Path file = TestData.require("video/vtest.gt.txt");
        Map<Integer, List<Region>> truth = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] c = line.split(",");
            truth.computeIfAbsent(Integer.parseInt(c[0]), f -> new ArrayList<>())
                    .add(new Region(
                            Float.parseFloat(c[2]),
                            Float.parseFloat(c[3]),
                            Float.parseFloat(c[4]),
                            Float.parseFloat(c[5])));
        }
        return truth;
    }
}
