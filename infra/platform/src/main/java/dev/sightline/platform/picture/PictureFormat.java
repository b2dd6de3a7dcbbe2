package dev.sightline.platform.picture;

import java.util.Arrays;

/** The picture formats that are read, told apart by their first bytes. */
public enum PictureFormat {
    JPEG,
    PNG,
    /** PBM, PGM and PPM. */
    NETPBM,
    BMP,
    WEBP,
    TIFF;

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    static PictureFormat of(byte[] bytes) throws BrokenPicture {
        if (bytes.length == 0) {
            throw new BrokenPicture("image-empty", "the picture has 0 bytes; send a whole JPEG");
        }
        if (startsWith(bytes, (byte) 0xFF, (byte) 0xD8)) {
            return JPEG;
        }
        if (startsWith(bytes, PNG_SIGNATURE)) {
            return PNG;
        }
        if (startsWith(bytes, (byte) 'P') && bytes.length > 1 && bytes[1] >= '1' && bytes[1] <= '6') {
            return NETPBM;
        }
        if (startsWith(bytes, (byte) 'B', (byte) 'M')) {
            return BMP;
        }
        if (startsWith(bytes, (byte) 'R', (byte) 'I', (byte) 'F', (byte) 'F') && bytes.length > 11 && bytes[8] == 'W') {
            return WEBP;
        }
        if (startsWith(bytes, (byte) 'I', (byte) 'I', (byte) 42, (byte) 0)
                || startsWith(bytes, (byte) 'M', (byte) 'M', (byte) 0, (byte) 42)) {
            return TIFF;
        }
        throw new BrokenPicture(
                "image-format",
                "the picture's " + bytes.length + " bytes are of no known picture format; send a whole JPEG");
    }

    private static boolean startsWith(byte[] bytes, byte... start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
