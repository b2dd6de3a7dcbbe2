package dev.sightline.ingest.source;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * {@code timestamps.csv} of an image folder: {@code file,time} a line, the time in seconds since 1970 (with a fraction)
 * or as ISO 8601 with a zone. A first line that begins with {@code file,} is a heading; empty lines and lines that begin
 * with {@code #} do not count.
 */
record Timestamps(Map<String, Long> microsByName) {
    static final String FILE = "timestamps.csv";

    Timestamps {
        microsByName = Map.copyOf(microsByName);
    }

    /** Of a folder; no entries when it has no such file. */
    static Timestamps of(Path folder) throws SourceUnavailable {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return new Timestamps(Map.of());
        }
        try {
            return parse(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new SourceUnavailable(file + " cannot be read: " + e);
        }
    }

    private static Timestamps parse(Path file, List<String> lines) throws SourceUnavailable {
        Map<String, Long> micros = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean heading = i == 0 && line.startsWith("file,");
            if (line.isEmpty() || line.startsWith("#") || heading) {
                continue;
            }
            int comma = line.lastIndexOf(',');
            OptionalLong time = comma < 1
                    ? OptionalLong.empty()
                    : time(line.substring(comma + 1).strip());
            if (time.isEmpty()) {
                throw new SourceUnavailable(file + " line " + (i + 1) + " '" + line
                        + "' is not 'file,time' with seconds since 1970 or a time such as 2026-01-31T12:00:00.5Z");
            }
            micros.put(line.substring(0, comma).strip(), time.getAsLong());
        }
        return new Timestamps(micros);
    }

    private static OptionalLong time(String text) {
        try {
            if (text.matches("\\d{1,11}(\\.\\d+)?")) {
                return OptionalLong.of(new BigDecimal(text).movePointRight(6).longValue());
            }
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return OptionalLong.of(TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1000);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
