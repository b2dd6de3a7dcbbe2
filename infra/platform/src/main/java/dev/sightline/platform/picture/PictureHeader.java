package dev.sightline.platform.picture;

/**
 * What a picture file says about itself before anything is decoded, so that a picture too large for memory is refused at
 * the cost of a few bytes. The one reader of picture headers; pure Java.
 *
 * @param format given by the first bytes, not by the file's name
 * @param width pixels as stored, at least 1
 * @param height pixels as stored, at least 1
 * @param orientation EXIF: 1 is upright, 2 to 8 have to be turned or mirrored to be so; 1 where the file does not say
 * @param huffmanTables JPEG: whether it carries its Huffman tables, which motion JPEG may leave out; true for others
 */
public record PictureHeader(PictureFormat format, int width, int height, int orientation, boolean huffmanTables) {
    /** Pictures above this are refused where nobody sets another bound. */
    public static final long LARGEST = 100_000_000;

    public PictureHeader {
        if (orientation < 1 || orientation > 8) {
            orientation = 1; // Writers that know no better put 0.
        }
    }

    /**
     * Reads the header and checks, for JPEG, PNG and binary PGM and PPM, that the file is whole: decoders fill the
     * missing part of a cut picture with gray and say nothing.
     *
     * @throws BrokenPicture when the bytes are empty, of another format, cut short or malformed
     */
    public static PictureHeader read(byte[] bytes) throws BrokenPicture {
        PictureHeader header = switch (PictureFormat.of(bytes)) {
            case JPEG -> JpegHeader.read(bytes);
            case PNG -> RasterHeaders.png(bytes);
            case NETPBM -> RasterHeaders.netpbm(bytes);
            case BMP -> RasterHeaders.bmp(bytes);
            case WEBP -> RasterHeaders.webp(bytes);
            case TIFF -> TiffTags.header(bytes);
        };
        if (header.width < 1 || header.height < 1) {
            throw BrokenPicture.malformed("the header declares " + header.width + "x" + header.height + " pixels");
        }
        return header;
    }

    static PictureHeader of(PictureFormat format, int width, int height) {
        return new PictureHeader(format, width, height, 1, true);
    }

    /** Itself, when it holds no more than so many pixels. */
    public PictureHeader within(long maxPixels) throws BrokenPicture {
        if (pixels() > maxPixels) {
            throw new BrokenPicture(
                    "image-too-large",
                    "the picture is " + width + "x" + height + ", " + pixels() + " pixels; allowed are " + maxPixels
                            + "; send it smaller or raise the bound");
        }
        return this;
    }

    /** Pixels in all. */
    public long pixels() {
        return (long) width * height;
    }

    /** Whether the stored picture has to be turned or mirrored to be upright. */
    public boolean turned() {
        return orientation != 1;
    }

    /** Width once it is upright. */
    public int uprightWidth() {
        return orientation < 5 ? width : height;
    }

    /** Height once it is upright. */
    public int uprightHeight() {
        return orientation < 5 ? height : width;
    }
}
