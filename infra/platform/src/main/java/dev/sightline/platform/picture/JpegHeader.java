package dev.sightline.platform.picture;

import static dev.sightline.platform.picture.Octets.u16;
import static dev.sightline.platform.picture.Octets.u8;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks the markers of a JPEG (ITU-T T.81, annex B) up to its end-of-image marker. */
final class JpegHeader {
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int EXIF = 0xE1;
    private static final byte[] EXIF_NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private int width;
    private int height;
    private int orientation = 1;
    private boolean tables;

    private JpegHeader(byte[] bytes) {
        this.bytes = bytes;
    }

    static PictureHeader read(byte[] bytes) throws BrokenPicture {
        JpegHeader header = new JpegHeader(bytes);
        header.walk();
        return new PictureHeader(PictureFormat.JPEG, header.width, header.height, header.orientation, header.tables);
    }

    private void walk() throws BrokenPicture {
        int at = 2;
        while (at + 3 < bytes.length) {
            int marker = u8(bytes, at + 1);
            if (u8(bytes, at) != 0xFF) {
                throw BrokenPicture.malformed("no JPEG marker at byte " + at);
            }
            if (marker == 0xFF) {
                at++; // Fill byte.
                continue;
            }
            int length = u16(bytes, at + 2);
            segment(marker, at, length);
            at += 2 + length;
            if (marker == START_OF_SCAN) {
                at = endOfScan(at);
                if (width > 0 && at + 1 < bytes.length && u8(bytes, at + 1) == END_OF_IMAGE) {
                    return;
                }
            }
        }
        throw BrokenPicture.truncated(bytes);
    }

    private void segment(int marker, int at, int length) throws BrokenPicture {
        if (length < 2) {
            throw BrokenPicture.malformed("a JPEG segment of " + length + " bytes at byte " + at);
        }
        if (isFrameHeader(marker)) {
            height = u16(bytes, at + 5);
            width = u16(bytes, at + 7);
            if (width < 1 || height < 1) {
                throw BrokenPicture.malformed("the header declares " + width + "x" + height + " pixels");
            }
        }
        tables |= marker == HUFFMAN_TABLES;
        if (marker == EXIF) {
            int from = at + 4 + EXIF_NAME.length;
            int to = Math.min(bytes.length, at + 2 + length);
            if (from < to && Arrays.equals(bytes, at + 4, from, EXIF_NAME, 0, EXIF_NAME.length)) {
                orientation = TiffTags.orientation(Arrays.copyOfRange(bytes, from, to));
            }
        }
    }

    /** Position of the first marker after entropy-coded data that starts at {@code from}. */
    private int endOfScan(int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if (bytes[at] == (byte) 0xFF) {
                int next = bytes[at + 1] & 0xFF;
                boolean stuffed = next == 0 || next == 0xFF || (next >= 0xD0 && next <= 0xD7);
                if (!stuffed) {
                    return at;
                }
            }
        }
        return bytes.length;
    }

    private static boolean isFrameHeader(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != HUFFMAN_TABLES && marker != 0xC8 && marker != 0xCC;
    }
}
