package dev.sightline.app.results;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.TrackedBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Folds the matcher's output topics into the results of a batch. The identity of a box is the one its tracklet ended up
 * with, so a person recognized late carries the right name from the first frame on. Records may repeat; the result
 * depends on what they say, not on how often or in which order topics are read. Not thread-safe.
 */
public final class BatchResults {
    private final Map<BoxKey, Placed> boxes = new HashMap<>();
    private final Map<String, Sighting> sightings = new TreeMap<>();
    private final Map<String, Sighting> withExemplars = new HashMap<>();
    private final Map<String, IdentityEvent> events = new LinkedHashMap<>();
    private final Map<String, String> alerts = new TreeMap<>();
    private final Map<String, Frames> frames = new TreeMap<>();
    private final Map<String, Set<String>> entriesOfTracklets = new HashMap<>();

    /** Takes the boxes of one frame, and those of earlier frames that became known with it. */
    public void add(CameraTracks tracks) {
        String camera = tracks.getCameraId();
        if (!tracks.getEndOfStream()) {
            frames.computeIfAbsent(camera, c -> new Frames()).add(tracks.getSequence(), tracks.getCaptureTimeUs());
        }
        for (TrackedBox b : tracks.getBoxesList()) {
            BoxKey key = new BoxKey(camera, tracks.getSequence(), b.getTrackletId());
            // A guess for live views; the box comes with the past boxes once it is known whose it is.
            if (!b.getPredicted()) {
                place(key, b.getBox(), b.getScore(), tracks.getCaptureTimeUs());
            }
            if (!b.getWatchlistId().isEmpty()) {
                addMatch(b.getTrackletId(), b.getWatchlistId());
            }
        }
        for (PastBox b : tracks.getPastBoxesList()) {
            BoxKey key = new BoxKey(camera, b.getSequence(), b.getTrackletId());
            place(key, b.getBox(), b.getScore(), b.getCaptureTimeUs());
        }
    }

    private void place(BoxKey key, Box box, float score, long timeUs) {
        boxes.put(
                key,
                new Placed(new TrackRow.Place(box.getX(), box.getY(), box.getWidth(), box.getHeight(), score), timeUs));
    }

    /** Takes a sighting; a later revision replaces an earlier one, a withdrawal only its own identity's. */
    public void add(Sighting sighting) {
        sightings.merge(sighting.getSightingId(), sighting, BatchResults::later);
        if (sighting.getExemplarsCount() > 0) {
            withExemplars.merge(sighting.getSightingId(), sighting, BatchResults::later);
        }
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
        events.putIfAbsent(event.getEventId(), event);
    }

    /** Takes an alert as CloudEvents JSON under its id. */
    public void addAlert(String id, String json) {
        alerts.put(id, json);
    }

    /** Takes that a tracklet's person matched a watchlist entry. */
    public void addMatch(String tracklet, String entry) {
        entriesOfTracklets.computeIfAbsent(tracklet, t -> new TreeSet<>()).add(entry);
    }

    /**
     * All boxes with final identities, in {@link TrackRow#ORDER}. Where two tracklets of one identity overlap, for a
     * tracker hands over late, the surer box stands for both: nobody is in two places of one picture.
     */
    public List<TrackRow> rows() {
        Map<BoxKey, TrackRow> rows = new HashMap<>();
        boxes.forEach((key, p) -> {
            String identity = identityOf(key.who);
            TrackRow row = new TrackRow(key.camera, identity, key.frame, p.place, key.who, p.timeUs);
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

    /** Everybody with an identity, in {@link Person#ORDER}. */
    public List<Person> people() {
        Map<String, List<Person.Stay>> stays = new TreeMap<>();
        sightings()
                .forEach(s -> stays.computeIfAbsent(s.getIdentityId(), id -> new ArrayList<>())
                        .add(stay(s)));
        Map<String, Set<String>> entries = new HashMap<>();
        entriesOfTracklets.forEach(
                (tracklet, matched) -> entries.computeIfAbsent(identityOf(tracklet), id -> new TreeSet<>())
                        .addAll(matched));
        return stays.entrySet().stream()
                .map(e -> new Person(e.getKey(), e.getValue(), entries.getOrDefault(e.getKey(), Set.of())))
                .sorted(Person.ORDER)
                .toList();
    }

    private static Person.Stay stay(Sighting s) {
        List<Person.Crop> crops = s.getExemplarsList().stream()
                .filter(e -> !e.getCropJpeg().isEmpty())
                .sorted(Comparator.comparing(Exemplar::getQuality).reversed())
                .map(e -> new Person.Crop(e.getCropJpeg(), e.getQuality(), e.getCaptureTimeUs()))
                .toList();
        return new Person.Stay(s.getSightingId(), s.getCameraId(), s.getStartTimeUs(), s.getEndTimeUs(), crops);
    }

    /** How much of a camera was read. */
    public CameraFrames frames(String camera) {
        Frames f = frames.getOrDefault(camera, new Frames());
        return f.seen.isEmpty()
                ? new CameraFrames(camera, 0, 0, 0)
                : new CameraFrames(camera, f.seen.cardinality(), f.firstUs, f.lastUs);
    }

    /** Cameras that gave a picture. */
    public Set<String> cameras() {
        return Set.copyOf(frames.keySet());
    }

    /** How many alerts were read. */
    public int alertCount() {
        return alerts.size();
    }

    List<Sighting> sightings() {
        return sightings.values().stream()
                .filter(s -> !s.getWithdrawn())
                .map(this::whole)
                .toList();
    }

    /** A tracklet that moved after its end says nothing of its exemplars. */
    private Sighting whole(Sighting sighting) {
        Sighting last = withExemplars.get(sighting.getSightingId());
        return last == null || sighting.getExemplarsCount() > 0
                ? sighting
                : sighting.toBuilder().addAllExemplars(last.getExemplarsList()).build();
    }

    /** By time; those of one site at one time in the order in which they were published, for one may be about what another made. */
    List<IdentityEvent> events() {
        return events.values().stream()
                .sorted(Comparator.comparingLong(IdentityEvent::getEventTimeUs).thenComparing(IdentityEvent::getSiteId))
                .toList();
    }

    List<String> alerts() {
        return List.copyOf(alerts.values());
    }

    /** Writes tracks.csv, sightings.jsonl, events.jsonl, alerts.jsonl and the crops. */
    public void write(Path folder) throws IOException {
        ResultFiles.write(this, folder);
    }

    /** @param who tracklet or identity */
    private record BoxKey(String camera, long frame, String who) {}

    private record Placed(TrackRow.Place place, long timeUs) {}

    /** Distinct frames of one camera, whatever is read twice. */
    private static final class Frames {
        private final BitSet seen = new BitSet();
        private long firstUs = Long.MAX_VALUE;
        private long lastUs = Long.MIN_VALUE;

        void add(long sequence, long timeUs) {
            seen.set((int) Math.min(Integer.MAX_VALUE - 1, Math.max(0, sequence)));
            firstUs = Math.min(firstUs, timeUs);
            lastUs = Math.max(lastUs, timeUs);
        }
    }
}
