package dev.sightline.platform.picture;

/** Numbers out of bytes; what lies behind the end is a cut picture. */
final class Octets {
    private Octets() {}

    static int u8(byte[] bytes, long at) throws BrokenPicture {
        if (at < 0 || at >= bytes.length) {
            throw BrokenPicture.truncated(bytes);
        }
        return bytes[(int) at] & 0xFF;
    }

    static int u16(byte[] bytes, long at) throws BrokenPicture {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static int u16le(byte[] bytes, long at) throws BrokenPicture {
        return u8(bytes, at) | u8(bytes, at + 1) << 8;
    }

    static int u24le(byte[] bytes, long at) throws BrokenPicture {
        return u16le(bytes, at) | u8(bytes, at + 2) << 16;
    }

    static int i32(byte[] bytes, long at) throws BrokenPicture {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    static int i32le(byte[] bytes, long at) throws BrokenPicture {
        return u16le(bytes, at) | u16le(bytes, at + 2) << 16;
    }
}
