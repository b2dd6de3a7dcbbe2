package dev.sightline.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_BGR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Reads picture files of crops. Any thread. */
public final class CropPicture {
    private CropPicture() {}

    /**
     * The picture as 8-bit BGR; belongs to the caller's pointer scope.
     *
     * @throws IOException naming the file, when it cannot be read or does not decode
     */
    public static Mat read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            throw new IOException(file + " is empty; a JPEG or PNG is expected");
        }
        Mat decoded = imdecode(new Mat(1, bytes.length, CV_8UC1, new BytePointer(bytes)), IMREAD_COLOR_BGR);
        if (decoded.empty()) {
            throw new IOException(file + " does not decode; a whole JPEG or PNG is expected");
        }
        return decoded;
    }
}
