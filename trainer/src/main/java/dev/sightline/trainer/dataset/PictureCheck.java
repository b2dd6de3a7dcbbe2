package dev.sightline.trainer.dataset;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Whether a file is a whole picture. OpenCV fills the missing end of one with grey and says nothing, so ends count. */
final class PictureCheck {
    private static final int TAIL = 4096;
    private static final byte[] PNG_END = "IEND".getBytes(StandardCharsets.US_ASCII);

    private PictureCheck() {}

    /** What is wrong with the picture; empty when it is whole. */
    static Optional<String> fault(byte[] file) {
        if (file.length == 0) {
            return Optional.of("the file is empty");
        }
        if (isJpeg(file) && !endsWith(file, new byte[] {(byte) 0xFF, (byte) 0xD9})
                || isPng(file) && !endsWith(file, PNG_END)) {
            return Optional.of("the picture ends before its end marker, after " + file.length + " bytes");
        }
        try (PointerScope scope = new PointerScope();
                BytePointer bytes = new BytePointer(file);
                Mat encoded = new Mat(bytes, false);
                Mat picture = imdecode(encoded, IMREAD_COLOR)) {
            return picture.empty() ? Optional.of("no picture that can be decoded") : Optional.empty();
        }
    }

    private static boolean isJpeg(byte[] file) {
        return file.length > 2 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8;
    }

    private static boolean isPng(byte[] file) {
        return file.length > 4 && file[0] == (byte) 0x89 && file[1] == 'P' && file[2] == 'N' && file[3] == 'G';
    }

    /** Looked for near the end: some cameras append bytes of their own. */
    private static boolean endsWith(byte[] file, byte[] mark) {
        for (int at = file.length - mark.length; at >= Math.max(0, file.length - TAIL); at--) {
            if (Arrays.equals(file, at, at + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }
}
