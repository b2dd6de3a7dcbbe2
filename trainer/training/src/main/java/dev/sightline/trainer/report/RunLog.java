package dev.sightline.trainer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.platform.text.LineFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The log of a training run: {@value #FILE} in its folder, one JSON object a line ({@link LogKeys} names the common
 * keys). Each line is with the operating system when {@link #write} returns, so a killed run loses none. A run that goes
 * on appends; a half line that a kill or a full disk left is cut off first. A number that is none (NaN, infinity)
 * becomes the text {@code "NaN"}, {@code "Infinity"}.
 *
 * <p>One thread writes; reading while it does is safe.
 */
public final class RunLog implements AutoCloseable {
    /** Name of the file in the run folder. */
    public static final String FILE = "log.jsonl";

    private static final int BLOCK = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> EVENT = new TypeReference<>() {};

    private final Path file;
    private final FileChannel channel;

    private RunLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens the log of a run folder at its end; makes folder and file when they are not there. */
    public static RunLog open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(FILE);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long whole = wholeLines(channel);
            channel.truncate(whole).position(whole);
            return new RunLog(file, channel);
        } catch (IOException e) {
            try (channel) {
                throw e;
            }
        }
    }

    /** Where the last whole line ends, looked for from the end of the file. */
    private static long wholeLines(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (end > 0) {
            long start = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
                // A read may give less than was asked for.
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    /**
     * Appends one event: texts, numbers, booleans, lists and maps of them. When that fails, nothing of the event stays.
     *
     * @throws IOException when it cannot be written, such as on a full disk; the message names the file
     * @throws IllegalArgumentException for a value that JSON has no word for
     */
    public void write(Map<String, ?> event) throws IOException {
        ByteBuffer line = line(event);
        long before = channel.position();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            channel.truncate(before).position(before);
            throw new IOException(
                    "cannot append to " + file + ": " + e.getMessage() + "; free some space and resume the run", e);
        }
    }

    private static ByteBuffer line(Map<String, ?> event) {
        try {
            return ByteBuffer.wrap((JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "event " + event + " cannot be logged; use texts, numbers, booleans," + " lists and maps of them",
                    e);
        }
    }

    /**
     * All events of a run folder in the order written; none when it has no log. A half line at the end, which a run
     * that is being killed leaves, is left out.
     *
     * @throws IOException for a whole line that is no JSON object; the message names file and line
     * @throws dev.sightline.platform.text.TextException for a line that is no text or too long, likewise
     */
    public static List<Map<String, Object>> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Map<String, Object>> events = new ArrayList<>();
        LineFile.readWhole(file, (number, line) -> {
            if (!line.isBlank()) {
                events.add(event(file, number, line));
            }
        });
        return events;
    }

    private static Map<String, Object> event(Path file, int number, String line) throws IOException {
        try {
            return JSON.readValue(line, EVENT);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " line " + number + " is no JSON object: " + e.getOriginalMessage() + "; remove the line",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
