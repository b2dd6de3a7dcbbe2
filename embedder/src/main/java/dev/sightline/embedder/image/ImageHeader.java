package dev.sightline.embedder.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a picture file says about itself before anything is decoded, so that a picture too large for memory is refused
 * at the cost of a few bytes. Reads JPEG (ITU-T T.81, annex B), PNG, and binary PGM and PPM with comments before the
 * size. Decoders fill the missing part of a cut JPEG
 * with grey and say nothing, so for JPEG the marker structure is walked to the end-of-image marker.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record ImageHeader(int width, int height) {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final Pattern NETPBM =
            Pattern.compile("P([56])\\s+(?:#[^\\n]*\\n\\s*)*(\\d{1,6})\\s+(\\d{1,6})\\s+\\d{1,3}\\s");
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /**
     * Reads the header and checks that the file is whole.
     *
     * @throws BrokenImage when the bytes are empty, of another format, cut short or malformed
     */
    public static ImageHeader read(byte[] bytes) throws BrokenImage {
        if (bytes.length == 0) {
            throw new BrokenImage("image-empty", "the picture has 0 bytes; send a whole JPEG");
        }
        if (bytes.length >= 4 && u8(bytes, 0) == 0xFF && u8(bytes, 1) == 0xD8) {
            return jpeg(bytes);
        }
        if (startsWith(bytes, PNG)) {
            return png(bytes);
        }
        if (bytes.length >= 2 && bytes[0] == 'P' && (bytes[1] == '5' || bytes[1] == '6')) {
            return netpbm(bytes);
        }
        throw new BrokenImage(
                "image-format",
                "the picture's " + bytes.length + " bytes are neither JPEG, PNG, PGM nor PPM; send a whole JPEG");
    }

    /** Pixels in all. */
    public long pixels() {
        return (long) width * height;
    }

    private static ImageHeader png(byte[] bytes) throws BrokenImage {
        boolean ends = bytes.length > 45 && u8(bytes, bytes.length - 8) == 'I' && u8(bytes, bytes.length - 5) == 'D';
        if (!ends) {
            throw truncated(bytes);
        }
        return of(u32(bytes, 16), u32(bytes, 20));
    }

    private static ImageHeader netpbm(byte[] bytes) throws BrokenImage {
        String head = new String(bytes, 0, Math.min(bytes.length, 256), StandardCharsets.ISO_8859_1);
        Matcher fields = NETPBM.matcher(head);
        if (!fields.lookingAt()) {
            throw new BrokenImage("image-malformed", "no width, height and depth at the start; send a whole JPEG");
        }
        ImageHeader header = of(Integer.parseInt(fields.group(2)), Integer.parseInt(fields.group(3)));
        long samples = header.pixels() * (fields.group(1).equals("6") ? 3 : 1);
        if (bytes.length - fields.end() < samples) {
            throw truncated(bytes);
        }
        return header;
    }

    private static ImageHeader jpeg(byte[] bytes) throws BrokenImage {
        ImageHeader header = null;
        int at = 2;
        while (at + 3 < bytes.length) {
            int marker = u8(bytes, at + 1);
            if (u8(bytes, at) != 0xFF) {
                throw new BrokenImage("image-malformed", "no JPEG marker at byte " + at + "; send a whole JPEG");
            }
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int length = u16(bytes, at + 2);
            if (isFrameHeader(marker)) {
                if (at + 9 >= bytes.length) {
                    throw truncated(bytes);
                }
                header = of(u16(bytes, at + 7), u16(bytes, at + 5));
            }
            at += 2 + length;
            if (marker == START_OF_SCAN) {
                at = endOfScan(bytes, at);
                if (header != null && at + 1 < bytes.length && u8(bytes, at + 1) == END_OF_IMAGE) {
                    return header;
                }
            }
        }
        throw truncated(bytes);
    }

    /** Position of the first marker after entropy-coded data that starts at {@code from}. */
    private static int endOfScan(byte[] bytes, int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if (bytes[at] == (byte) 0xFF) {
                int next = u8(bytes, at + 1);
                boolean stuffed = next == 0 || next == 0xFF || (next >= 0xD0 && next <= 0xD7);
                if (!stuffed) {
                    return at;
                }
            }
        }
        return bytes.length;
    }

    private static boolean isFrameHeader(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static ImageHeader of(int width, int height) throws BrokenImage {
        if (width < 1 || height < 1) {
            throw new BrokenImage("image-malformed", "the header declares " + width + "x" + height + " pixels");
        }
        return new ImageHeader(width, height);
    }

    private static BrokenImage truncated(byte[] bytes) {
        return new BrokenImage(
                "image-truncated", "the picture ends before its end marker, after " + bytes.length + " bytes");
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    private static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    private static int u32(byte[] bytes, int at) {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }
}
