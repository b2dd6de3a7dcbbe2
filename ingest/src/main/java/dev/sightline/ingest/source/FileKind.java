package dev.sightline.ingest.source;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why a file is no video, from a look at its bytes: FFmpeg plays some texts as video, and says little about the rest. */
final class FileKind {
    private static final int HEAD = 1024;
    private static final String OTHER = "give a video file, or a folder of pictures";
    private static final Set<String> MP4_FIRST = Set.of("ftyp", "mdat", "free", "skip", "wide", "pnot", "styp");

    private FileKind() {}

    /**
     * Looks before FFmpeg does.
     *
     * @throws SourceUnavailable when the file is a text or empty, or cannot be read
     */
    static void requireNoText(Path path) throws SourceUnavailable {
        byte[] head = head(path);
        if (head.length == 0) {
            throw new SourceUnavailable(Finding.NOT_A_VIDEO, "is empty: 0 bytes", OTHER);
        }
        Optional<String> text = text(head);
        if (text.isPresent()) {
            throw new SourceUnavailable(Finding.NOT_A_VIDEO, "is no video: it is " + text.get(), OTHER);
        }
    }

    /** What to say of a file that FFmpeg could not open. */
    static SourceUnavailable unknown(Path path, String ffmpeg) throws SourceUnavailable {
        if (lacksIndex(path)) {
            return new SourceUnavailable(
                    Finding.NO_INDEX,
                    "has no index (moov): the recording was cut off before it was closed, and none of it can be read",
                    "record it again, or rebuild the index with a tool that takes a good file of the same camera");
        }
        byte[] head = head(path);
        String begins = HexFormat.ofDelimiter(" ").formatHex(head, 0, Math.min(8, head.length));
        return new SourceUnavailable(
                Finding.NOT_A_VIDEO, "is of no known video format (begins with " + begins + "): " + ffmpeg, OTHER);
    }

    /** What kind of text the bytes are; empty when they are none. */
    static Optional<String> text(byte[] head) {
        String begin = new String(head, StandardCharsets.UTF_8);
        for (int i = 0; i < begin.length(); i++) {
            char c = begin.charAt(i);
            boolean allowed = c >= ' ' && c != 0x7F || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0x1B;
            boolean cutCharacter = c == '\uFFFD' && i >= begin.length() - 3 && head.length == HEAD;
            if (!allowed || c == '\uFFFD' && !cutCharacter) {
                return Optional.empty();
            }
        }
        String start = begin.strip().toLowerCase(Locale.ROOT);
        boolean page = start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head");
        return Optional.of(page ? "a web page" : "a text");
    }

    private static byte[] head(Path path) throws SourceUnavailable {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] head = new byte[(int) Math.min(HEAD, file.length())];
            file.readFully(head);
            return head;
        } catch (IOException e) {
            throw new SourceUnavailable("cannot be read: " + e.getMessage());
        }
    }

    /** Whether it is an MP4 (ISO 14496-12) without the box that says where its frames are. */
    private static boolean lacksIndex(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            boolean first = true;
            for (long at = 0; at + 8 <= file.length(); first = false) {
                file.seek(at);
                long size = Integer.toUnsignedLong(file.readInt());
                byte[] type = new byte[4];
                file.readFully(type);
                String name = new String(type, StandardCharsets.ISO_8859_1);
                if (name.equals("moov") || name.equals("moof") || first && !MP4_FIRST.contains(name)) {
                    return false;
                }
                if (size == 1 && at + 16 <= file.length()) {
                    size = file.readLong();
                }
                if (size < 8) {
                    return true; // To the end of the file.
                }
                at += size;
            }
            return !first;
        } catch (IOException e) {
            return false;
        }
    }
}
