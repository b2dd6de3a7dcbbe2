package dev.sightline.app.track;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.platform.problem.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A look at recorded footage before anything is started: what cannot be opened, and how long the rest is.
 *
 * @param lengths pictures to go through by camera; empty where the source does not say
 * @param unreadable why, by camera, for those that cannot be opened
 */
record Footage(Map<String, OptionalLong> lengths, Map<String, String> unreadable) {

    /** Opens each camera's footage once. */
    static Footage of(List<Camera> cameras) {
        Map<String, OptionalLong> lengths = new LinkedHashMap<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        for (Camera camera : cameras) {
            SourceSpec spec = SourceSpec.parse(camera.getSource());
            try (FrameSource source = FrameSource.open(spec, SourceOptions.defaults())) {
                lengths.put(camera.getCameraId(), bounded(source.length(), camera.getLastSequence()));
            } catch (SourceUnavailable e) {
                unreadable.put(camera.getCameraId(), String.valueOf(e.getMessage()));
            }
        }
        return new Footage(lengths, unreadable);
    }

    private static OptionalLong bounded(OptionalLong length, long last) {
        return length.isEmpty() || last == 0 ? length : OptionalLong.of(Math.min(last, length.getAsLong()));
    }

    /** @throws UserError when there is nothing that can be read */
    void requireAny() {
        if (lengths.isEmpty()) {
            List<String> reasons = unreadable.entrySet().stream()
                    .map(e -> "camera " + e.getKey() + ": " + e.getValue())
                    .toList();
            throw new UserError("no camera can be read. " + String.join("; ", reasons));
        }
    }

    /** Pictures of all cameras together; empty when one of them does not say. */
    OptionalLong total() {
        return lengths.values().stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(lengths.values().stream()
                        .mapToLong(OptionalLong::orElseThrow)
                        .sum())
                : OptionalLong.empty();
    }
}
