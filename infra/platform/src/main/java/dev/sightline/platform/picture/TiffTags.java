package dev.sightline.platform.picture;

/** The first directory of a TIFF file (TIFF 6.0, section 2), which is also where EXIF says how a picture is to be turned. */
final class TiffTags {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int ORIENTATION = 274;
    private static final int SHORT = 3;

    private final byte[] bytes;
    private final boolean little;

    private TiffTags(byte[] bytes) throws BrokenPicture {
        this.bytes = bytes;
        this.little = Octets.u8(bytes, 0) == 'I';
    }

    static PictureHeader header(byte[] bytes) throws BrokenPicture {
        TiffTags tags = new TiffTags(bytes);
        return new PictureHeader(
                PictureFormat.TIFF, tags.value(WIDTH, 0), tags.value(HEIGHT, 0), tags.value(ORIENTATION, 1), true);
    }

    /** Of an EXIF block; 1 when it is damaged or does not say, for the picture itself may be well. */
    static int orientation(byte[] exif) {
        try {
            return new TiffTags(exif).value(ORIENTATION, 1);
        } catch (BrokenPicture e) {
            return 1;
        }
    }

    private int value(int tag, int otherwise) throws BrokenPicture {
        long directory = u32(4);
        int entries = u16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (u16(entry) == tag) {
                return u16(entry + 2) == SHORT ? u16(entry + 8) : (int) Math.min(Integer.MAX_VALUE, u32(entry + 8));
            }
        }
        return otherwise;
    }

    private int u16(long at) throws BrokenPicture {
        return little ? Octets.u16le(bytes, at) : Octets.u16(bytes, at);
    }

    private long u32(long at) throws BrokenPicture {
        return Integer.toUnsignedLong(little ? Octets.i32le(bytes, at) : Octets.i32(bytes, at));
    }
}
