package dev.sightline.platform.picture;

import static dev.sightline.platform.picture.Octets.i32;
import static dev.sightline.platform.picture.Octets.i32le;
import static dev.sightline.platform.picture.Octets.u16le;
import static dev.sightline.platform.picture.Octets.u24le;
import static dev.sightline.platform.picture.Octets.u8;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Headers of the formats that keep their size at a fixed place. */
final class RasterHeaders {
    private static final Pattern NETPBM_HEAD =
            Pattern.compile("P([1-6])\\s+(?:#[^\\n]*\\n\\s*)*(\\d{1,6})\\s+(?:#[^\\n]*\\n\\s*)*(\\d{1,6})\\s+");
    private static final Pattern NETPBM_DEPTH = Pattern.compile("(?:#[^\\n]*\\n\\s*)*(\\d{1,5})\\s");
    private static final int BMP_CORE = 12;

    private RasterHeaders() {}

    static PictureHeader png(byte[] bytes) throws BrokenPicture {
        int end = bytes.length;
        boolean ends = end > 45 && bytes[end - 8] == 'I' && bytes[end - 7] == 'E' && bytes[end - 5] == 'D';
        if (!ends) {
            throw BrokenPicture.truncated(bytes);
        }
        return PictureHeader.of(PictureFormat.PNG, i32(bytes, 16), i32(bytes, 20));
    }

    static PictureHeader netpbm(byte[] bytes) throws BrokenPicture {
        String head = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1);
        Matcher fields = NETPBM_HEAD.matcher(head);
        if (!fields.lookingAt()) {
            throw BrokenPicture.malformed("no width, height and depth at the start");
        }
        PictureHeader header = PictureHeader.of(
                PictureFormat.NETPBM, Integer.parseInt(fields.group(2)), Integer.parseInt(fields.group(3)));
        int kind = Integer.parseInt(fields.group(1));
        if (kind >= 5) {
            Matcher depth = NETPBM_DEPTH.matcher(head).region(fields.end(), head.length());
            if (!depth.lookingAt()) {
                throw BrokenPicture.malformed("no width, height and depth at the start");
            }
            int sample = Integer.parseInt(depth.group(1)) > 255 ? 2 : 1;
            if (bytes.length - depth.end() < header.pixels() * (kind == 6 ? 3 : 1) * sample) {
                throw BrokenPicture.truncated(bytes);
            }
        }
        return header;
    }

    static PictureHeader bmp(byte[] bytes) throws BrokenPicture {
        if (i32le(bytes, 14) == BMP_CORE) {
            return PictureHeader.of(PictureFormat.BMP, u16le(bytes, 18), u16le(bytes, 20));
        }
        return PictureHeader.of(PictureFormat.BMP, i32le(bytes, 18), Math.abs(i32le(bytes, 22))); // Negative: top down.
    }

    /** RFC 9649. */
    static PictureHeader webp(byte[] bytes) throws BrokenPicture {
        return switch (u8(bytes, 15)) {
            case 'X' -> PictureHeader.of(PictureFormat.WEBP, 1 + u24le(bytes, 24), 1 + u24le(bytes, 27));
            case 'L' -> {
                int bits = i32le(bytes, 21);
                yield PictureHeader.of(PictureFormat.WEBP, 1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF));
            }
            default -> PictureHeader.of(PictureFormat.WEBP, u16le(bytes, 26) & 0x3FFF, u16le(bytes, 28) & 0x3FFF);
        };
    }
}
