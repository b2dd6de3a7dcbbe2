package dev.sightline.app.results;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.TrackedBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folds the matcher's output topics into the files of a batch. The identity of a box is the one its tracklet ended up
 * with, so a person recognised late carries the right name from the first frame on. Records may repeat; the result
 * depends on what they say, not on how often or in which order topics are read. Not thread-safe.
 */
public final class BatchResults {
    private static final JsonFormat.Printer JSON =
            JsonFormat.printer().omittingInsignificantWhitespace().preservingProtoFieldNames();

    private final Map<BoxKey, Placed> boxes = new HashMap<>();
    private final Map<String, Sighting> sightings = new TreeMap<>();
    private final Map<String, IdentityEvent> events = new TreeMap<>();
    private final Map<String, String> alerts = new TreeMap<>();

    /** Takes the boxes of one frame, and those of earlier frames that became known with it. */
    public void add(CameraTracks tracks) {
        for (TrackedBox b : tracks.getBoxesList()) {
            place(new BoxKey(tracks.getCameraId(), tracks.getSequence(), b.getTrackletId()), b.getBox(), b.getScore());
        }
        for (PastBox b : tracks.getPastBoxesList()) {
            place(new BoxKey(tracks.getCameraId(), b.getSequence(), b.getTrackletId()), b.getBox(), b.getScore());
        }
    }

    private void place(BoxKey key, Box box, float score) {
        boxes.put(key, new Placed(box.getX(), box.getY(), box.getWidth(), box.getHeight(), score));
    }

    /** Takes a sighting; a later revision replaces an earlier one, a withdrawal only its own identity's. */
    public void add(Sighting sighting) {
        sightings.merge(sighting.getSightingId(), sighting, BatchResults::later);
    }

    private static Sighting later(Sighting known, Sighting read) {
        return Comparator.comparingInt(Sighting::getRevision)
                                .thenComparing(s -> !s.getWithdrawn())
                                .compare(known, read)
                        > 0
                ? known
                : read;
    }

    /** Takes an identity event. */
    public void add(IdentityEvent event) {
        events.put(event.getEventId(), event);
    }

    /** Takes an alert as CloudEvents JSON under its id. */
    public void addAlert(String id, String json) {
        alerts.put(id, json);
    }

    /**
     * All boxes with final identities, in {@link TrackRow#ORDER}. Where two tracklets of one identity overlap, for a
     * tracker hands over late, the surer box stands for both: nobody is in two places of one picture.
     */
    public List<TrackRow> rows() {
        Map<BoxKey, TrackRow> rows = new HashMap<>();
        boxes.forEach((key, p) -> {
            String identity = identityOf(key.who);
            TrackRow row = new TrackRow(key.camera, identity, key.frame, p.x, p.y, p.width, p.height, p.score);
            rows.merge(new BoxKey(key.camera, key.frame, identity), row, BatchResults::surer);
        });
        return rows.values().stream().sorted(TrackRow.ORDER).toList();
    }

    private static TrackRow surer(TrackRow one, TrackRow other) {
        return Comparator.comparingDouble(TrackRow::score)
                                .thenComparing(TrackRow.ORDER)
                                .compare(one, other)
                        > 0
                ? one
                : other;
    }

    private String identityOf(String tracklet) {
        Sighting sighting = sightings.get(tracklet);
        return sighting == null || sighting.getWithdrawn() ? tracklet : sighting.getIdentityId();
    }

    /** Distinct identities with the cameras that saw them. */
    public Map<String, List<String>> camerasByIdentity() {
        Map<String, List<String>> result = new TreeMap<>();
        sightings.values().stream().filter(s -> !s.getWithdrawn()).forEach(s -> {
            List<String> cameras = result.computeIfAbsent(s.getIdentityId(), id -> new ArrayList<>());
            if (!cameras.contains(s.getCameraId())) {
                cameras.add(s.getCameraId());
            }
        });
        return result;
    }

    /** How many alerts were read. */
    public int alertCount() {
        return alerts.size();
    }

    /**
     * Writes tracks.csv, sightings.jsonl, events.jsonl and alerts.jsonl. Vectors and pictures stay out of the JSON;
     * each sighting's best crop lies in {@code crops/}.
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        lines(
                folder.resolve("tracks.csv"),
                Stream.concat(Stream.of(TrackRow.HEADER), rows().stream().map(TrackRow::csv)));
        Stream<Sighting> kept = sightings.values().stream().filter(s -> !s.getWithdrawn());
        lines(folder.resolve("sightings.jsonl"), kept.map(s -> json(withoutBiometrics(s))));
        Comparator<IdentityEvent> inTime =
                Comparator.comparingLong(IdentityEvent::getEventTimeUs).thenComparing(IdentityEvent::getEventId);
        lines(
                folder.resolve("events.jsonl"),
                events.values().stream().sorted(inTime).map(BatchResults::json));
        lines(folder.resolve("alerts.jsonl"), alerts.values().stream());
        writeCrops(folder.resolve("crops"));
    }

    private void writeCrops(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Sighting s : sightings.values()) {
            Exemplar best = s.getExemplarsList().stream()
                    .filter(e -> !e.getCropJpeg().isEmpty())
                    .max(Comparator.comparingDouble(Exemplar::getQuality))
                    .orElse(null);
            if (best != null && !s.getWithdrawn()) {
                String name = (s.getIdentityId() + "--" + s.getSightingId()).replace('/', '_') + ".jpg";
                Files.write(folder.resolve(name), best.getCropJpeg().toByteArray());
            }
        }
    }

    private static Sighting withoutBiometrics(Sighting sighting) {
        Sighting.Builder lean = sighting.toBuilder();
        lean.getExemplarsBuilderList().forEach(e -> {
            e.clearCropJpeg();
            e.getVectorBuilder().clearValues();
        });
        return lean.build();
    }

    private static String json(MessageOrBuilder message) {
        try {
            return JSON.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message that was parsed can be printed", e);
        }
    }

    private static void lines(Path file, Stream<String> lines) throws IOException {
        Files.write(file, (Iterable<String>) lines::iterator, StandardCharsets.UTF_8);
    }

    /** @param who tracklet or identity */
    private record BoxKey(String camera, long frame, String who) {}

    private record Placed(float x, float y, float width, float height, float score) {}
}
