package dev.sightline.ingest.source;

import dev.sightline.platform.text.TextException;
import dev.sightline.platform.text.TextFormat;
import dev.sightline.platform.text.TextRow;
import dev.sightline.platform.text.TextTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * {@code timestamps.csv} of an image folder: {@code file,time} a line, the time in seconds since 1970 (with a fraction)
 * or as ISO 8601 with a zone. A heading {@code file,time} may come first, with columns in any order and others between;
 * empty lines and lines that begin with {@code #} do not count. A file name with a comma is written in quotes.
 */
record Timestamps(Map<String, Long> microsByName) {
    static final String FILE = "timestamps.csv";

    private static final String NAME = "file";
    private static final String TIME = "time";
    private static final TextFormat FORMAT = TextFormat.of("times of pictures")
            .column(NAME, "name", "filename", "image")
            .column(TIME, "timestamp", "seconds", "epoch", "epoch_seconds", "unix_time")
            .withComments()
            .withoutHeader(NAME, TIME);

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
            Map<String, Long> micros = new HashMap<>();
            TextTable.forEach(file, FORMAT, row -> {
                if (micros.put(row.required(NAME), micros(row)) != null) {
                    throw row.refused(NAME, "each file once");
                }
            });
            return new Timestamps(micros);
        } catch (TextException e) {
            throw new SourceUnavailable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new SourceUnavailable(file + " cannot be read: " + e);
        }
    }

    private static long micros(TextRow row) {
        return time(row.required(TIME))
                .orElseThrow(() -> row.refused(
                        TIME, "seconds since 1970, or a time with its zone such as 2026-01-31T12:00:00.5Z"));
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
