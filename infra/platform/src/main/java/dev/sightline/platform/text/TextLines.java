package dev.sightline.platform.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a UTF-8 file, however they end: LF, CRLF or CR. A byte-order mark is left out. UTF-16, bytes that are no
 * text, lines and files beyond their bounds are refused. Reads as it goes; never holds more than one line.
 */
final class TextLines implements Closeable {
    private static final int END = -1;
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final InputStream in;
    private final int longestLine;
    private final long mostBytes;
    private final byte[] buffer = new byte[BUFFER];
    private byte[] text = new byte[256];
    private int filled;
    private int at;
    private long read;
    private int line;
    private boolean ended;

    private TextLines(Path file, InputStream in, int longestLine, long mostBytes) {
        this.file = file;
        this.in = in;
        this.longestLine = longestLine;
        this.mostBytes = mostBytes;
    }

    /**
     * Opens a file.
     *
     * @param longestLine in bytes
     * @param mostBytes of the whole file
     * @throws IOException when it cannot be opened
     * @throws TextException for a folder and for UTF-16
     */
    static TextLines open(Path file, int longestLine, long mostBytes) throws IOException {
        if (Files.isDirectory(file)) {
            throw new TextException(file + " is a folder; expected a text file");
        }
        TextLines lines = new TextLines(file, Files.newInputStream(file), longestLine, mostBytes);
        try {
            lines.skipMark();
            return lines;
        } catch (IOException | RuntimeException e) {
            try (lines) {
                throw e;
            }
        }
    }

    /** The next line without its end; null after the last. */
    @Nullable
    String next() throws IOException {
        int length = takeLine();
        return length == END ? null : decoded(length);
    }

    /** The next line that has its end; null after the last, and for a half line, whatever is in it. */
    @Nullable
    String nextWhole() throws IOException {
        int length = takeLine();
        return length == END || !ended ? null : decoded(length);
    }

    /** Length of the next line, which is in {@link #text} then. */
    private int takeLine() throws IOException {
        int b = take();
        if (b == END) {
            return END;
        }
        line++;
        int length = 0;
        while (b != END && b != '\n' && b != '\r') {
            if (length == longestLine) {
                throw new TextException(
                        where() + ": the line is longer than " + longestLine + " bytes; is this the right file?");
            }
            if (length == text.length) {
                text = Arrays.copyOf(text, Math.min(longestLine, 2 * length));
            }
            text[length++] = (byte) b;
            b = take();
        }
        ended = b != END;
        if (b == '\r' && peek() == '\n') {
            take();
        }
        return length;
    }

    /** Number of the line that {@link #next} gave last, from 1. */
    int number() {
        return line;
    }

    private String where() {
        return file + ":" + Math.max(1, line);
    }

    private String decoded(int length) {
        for (int i = 0; i < length; i++) {
            if (text[i] == 0) {
                throw new TextException(where() + ": is no text: it has a zero byte; if a spreadsheet wrote it as"
                        + " 'Unicode text' (UTF-16), save it as CSV UTF-8");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TextException(where() + ": is no UTF-8 text; save the file as UTF-8", e);
        }
    }

    private void skipMark() throws IOException {
        fill();
        if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) {
            throw new TextException(file + " is UTF-16 text; save it as UTF-8 (in a spreadsheet: CSV UTF-8)");
        }
        if (begins(0xef, 0xbb, 0xbf)) {
            at = 3;
        }
    }

    private boolean begins(int... bytes) {
        return TextFile.begins(buffer, filled, bytes);
    }

    private int peek() throws IOException {
        if (at == filled) {
            fill();
        }
        return at == filled ? END : buffer[at] & 0xff;
    }

    private int take() throws IOException {
        int b = peek();
        if (b != END) {
            at++;
        }
        return b;
    }

    private void fill() throws IOException {
        at = 0;
        filled = in.readNBytes(buffer, 0, BUFFER);
        read += filled;
        if (read > mostBytes) {
            throw new TextException(file + " is larger than " + mostBytes + " bytes; is this the right file?");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
