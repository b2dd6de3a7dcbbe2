package dev.sightline.platform.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A whole file of text: UTF-8, a byte-order mark left out, of a bounded size. */
final class TextFile {
    private TextFile() {}

    /**
     * Reads a file.
     *
     * @param most bytes
     * @throws NoSuchFileException when there is none
     * @throws IOException when it cannot be read
     * @throws TextException when it is a folder, too large, UTF-16 or no text
     */
    static String read(Path file, int most) throws IOException {
        if (Files.isDirectory(file)) {
            throw new TextException(file + " is a folder; expected a file");
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            throw new TextException(file + " is larger than " + most + " bytes; is this the right file?");
        }
        return decoded(file, bytes);
    }

    private static String decoded(Path file, byte[] bytes) {
        if (begins(bytes, bytes.length, 0xff, 0xfe) || begins(bytes, bytes.length, 0xfe, 0xff)) {
            throw new TextException(file + " is UTF-16 text; save it as UTF-8");
        }
        int mark = begins(bytes, bytes.length, 0xef, 0xbb, 0xbf) ? 3 : 0;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TextException(file + " is not UTF-8 text; save it as UTF-8", e);
        }
    }

    /** Whether the first {@code length} bytes of a text begin with these. */
    static boolean begins(byte[] text, int length, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= length || (text[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
