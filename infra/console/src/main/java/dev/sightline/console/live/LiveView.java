package dev.sightline.console.live;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.TrackedBox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the page shows now: folds the records of five topics into events for viewers and a snapshot for a viewer who
 * comes later. Thread-safe. Bounded: the {@value #IDENTITIES} identities seen last, {@value #ALERTS} alerts, and
 * {@value #FRAMES} pictures a camera.
 */
public final class LiveView {
    static final int IDENTITIES = 200;
    static final int ALERTS = 100;
    static final int FRAMES = 96;
    private static final int GONE = 10_000;
    /** Older frames are footage of another day, whose delay says nothing. */
    private static final Duration LIVE = Duration.ofMinutes(10);

    private final FrameRing frames = new FrameRing(FRAMES);
    private final Map<String, Person> people = new LinkedHashMap<>();
    /** Topics come in any order: a sighting read after its identity's end does not bring the identity back. */
    private final Set<String> gone = new LinkedHashSet<>();

    private final Map<String, LiveEvent.Tracks> lastTracks = new TreeMap<>();
    private final Map<String, LiveEvent.Tracks> ended = new TreeMap<>();
    private final Deque<LiveEvent.Alert> alerts = new ArrayDeque<>();
    private final InstantSource clock;

    /** @param clock of this machine, for how late a frame is shown */
    public LiveView(InstantSource clock) {
        this.clock = clock;
    }

    public void frame(Frame frame, ByteString jpeg) {
        frames.put(frame, jpeg);
    }

    /** Where people and faces are in a frame. */
    public void observation(Observation observation) {
        frames.faces(
                observation.getCameraId(),
                observation.getSession(),
                observation.getSequence(),
                FaceCover.of(observation));
    }

    public synchronized LiveEvent tracks(CameraTracks tracks) {
        String camera = tracks.getCameraId();
        long timeMs = tracks.getCaptureTimeUs() / 1000;
        LiveEvent.Tracks event = new LiveEvent.Tracks(
                camera,
                tracks.getSiteId(),
                tracks.getSession(),
                tracks.getSequence(),
                timeMs,
                tracks.getWidth(),
                tracks.getHeight(),
                frames.get(camera, tracks.getSession(), tracks.getSequence()).isPresent(),
                tracks.getEndOfStream(),
                delayMs(timeMs),
                tracks.getBoxesList().stream().map(LiveView::box).toList());
        if (event.ended()) {
            ended.put(camera, event);
        } else {
            ended.remove(camera);
            lastTracks.put(camera, event);
        }
        return event;
    }

    private long delayMs(long captureMs) {
        long delay = clock.millis() - captureMs;
        return delay >= 0 && delay < LIVE.toMillis() ? delay : -1;
    }

    public synchronized Optional<LiveEvent> sighting(Sighting sighting) {
        if (gone.contains(sighting.getIdentityId())) {
            return Optional.empty();
        }
        Person person = people.computeIfAbsent(sighting.getIdentityId(), Person::new);
        person.apply(sighting);
        people.remove(person.id);
        if (person.sightings.isEmpty()) {
            return Optional.of(new LiveEvent.Gone(person.id, ""));
        }
        people.put(person.id, person);
        if (people.size() > IDENTITIES) {
            people.remove(people.keySet().iterator().next());
        }
        return Optional.of(person.event());
    }

    /** Why somebody is who they are stands in their sightings; events only take identities away. */
    public synchronized Optional<LiveEvent> identityEvent(IdentityEvent event) {
        return switch (event.getType()) {
            case TYPE_MERGED -> gone(event.getOtherIdentityId(), event.getIdentityId());
            case TYPE_EXPIRED -> gone(event.getIdentityId(), "");
            case TYPE_ERASED -> {
                Map<String, String> now = identitiesNow();
                alerts.removeIf(alert -> alert.json().contains("\"" + event.getIdentityId() + "\"")
                        || event.getIdentityId().equals(now.get(alert.tracklet())));
                yield gone(event.getIdentityId(), "");
            }
            default -> Optional.empty();
        };
    }

    /** Alerts whose person an event makes somebody else. */
    public synchronized Optional<LiveEvent> amended(IdentityEvent event) {
        boolean moved = event.getType() == IdentityEvent.Type.TYPE_MOVED;
        if (!moved && event.getType() != IdentityEvent.Type.TYPE_MERGED) {
            return Optional.empty();
        }
        List<String> changed = alerts.stream()
                .filter(alert -> moved
                        ? alert.tracklet().equals(event.getTrackletId())
                        : alert.identity().equals(event.getOtherIdentityId()))
                .map(LiveEvent.Alert::id)
                .toList();
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(new LiveEvent.Amended(changed, event.getIdentityId()));
    }

    public synchronized LiveEvent alert(byte[] cloudEvent) {
        LiveEvent.Alert alert = LiveAlerts.read(cloudEvent);
        alerts.addLast(alert);
        if (alerts.size() > ALERTS) {
            alerts.removeFirst();
        }
        return alert;
    }

    /** Everything a new viewer needs, oldest first. */
    synchronized List<LiveEvent> snapshot() {
        List<LiveEvent> events = new ArrayList<>(lastTracks.values());
        events.addAll(ended.values());
        people.values().forEach(p -> events.add(p.event()));
        events.addAll(alerts);
        events.addAll(amended());
        return events;
    }

    /** Alerts whose person is somebody else by now, as their sightings say. */
    private List<LiveEvent> amended() {
        Map<String, String> now = identitiesNow();
        Map<String, List<String>> changed = new LinkedHashMap<>();
        for (LiveEvent.Alert alert : alerts) {
            String identity = now.getOrDefault(alert.tracklet(), alert.identity());
            if (!identity.equals(alert.identity())) {
                changed.computeIfAbsent(identity, id -> new ArrayList<>()).add(alert.id());
            }
        }
        return changed.entrySet().stream()
                .<LiveEvent>map(entry -> new LiveEvent.Amended(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** Whose each tracklet is by now, of the people who are held. */
    private Map<String, String> identitiesNow() {
        Map<String, String> now = new HashMap<>();
        people.values().forEach(person -> person.sightings.keySet().forEach(id -> now.put(id, person.id)));
        return now;
    }

    public Optional<FrameRing.HeldFrame> picture(String camera, long session, long sequence) {
        return frames.get(camera, session, sequence);
    }

    /** A frame without its faces; empty as well while nobody has looked for faces in it. */
    public Optional<FrameRing.HeldFrame> covered(String camera, long session, long sequence) {
        return frames.covered(camera, session, sequence);
    }

    /** The latest picture of a camera. */
    public Optional<FrameRing.HeldFrame> newest(String camera) {
        return frames.newest(camera);
    }

    /** The best picture of a person and where they were, while the person is held. */
    public synchronized Optional<LivePicture> crop(String identity) {
        return Optional.ofNullable(people.get(identity))
                .filter(person -> !person.crop.isEmpty())
                .map(person -> new LivePicture(person.event(), person.crop));
    }

    /**
     * A person's best picture.
     *
     * @param person who
     * @param jpeg the picture
     */
    public record LivePicture(LiveEvent.Identity person, ByteString jpeg) {}

    private Optional<LiveEvent> gone(String id, String into) {
        gone.add(id);
        if (gone.size() > GONE) {
            gone.remove(gone.iterator().next());
        }
        return people.remove(id) == null ? Optional.empty() : Optional.of(new LiveEvent.Gone(id, into));
    }

    private static LiveEvent.Box box(TrackedBox b) {
        Box at = b.getBox();
        String assignment = b.getLinkState().name().substring("LINK_STATE_".length());
        return new LiveEvent.Box(
                b.getTrackletId(),
                b.getIdentityId(),
                assignment,
                b.getWatchlistId(),
                List.of(at.getX(), at.getY(), at.getWidth(), at.getHeight()),
                b.getScore(),
                b.getPredicted());
    }

    /** One identity with its sightings and the best picture of the whole person. */
    private static final class Person {
        private final String id;
        private final Map<String, Sighting> sightings = new LinkedHashMap<>();
        private ByteString crop = ByteString.EMPTY;
        private float cropQuality = -1;
        private int cropRevision;
        private String why = "";

        Person(String id) {
            this.id = id;
        }

        void apply(Sighting sighting) {
            if (sighting.getWithdrawn()) {
                sightings.remove(sighting.getSightingId());
                return;
            }
            sighting.getExemplarsList().stream()
                    .filter(e -> !e.getCropJpeg().isEmpty() && e.getModality() == Modality.MODALITY_PERSON)
                    .max(Comparator.comparingDouble(Exemplar::getQuality))
                    .filter(e -> e.getQuality() > cropQuality)
                    .ifPresent(this::keep);
            if (!sighting.getEvidence().getSummary().isEmpty()) {
                why = sighting.getEvidence().getSummary();
            }
            sightings.put(
                    sighting.getSightingId(),
                    sighting.toBuilder().clearExemplars().clearEvidence().build());
        }

        private void keep(Exemplar best) {
            crop = best.getCropJpeg();
            cropQuality = best.getQuality();
            cropRevision++;
        }

        LiveEvent.Identity event() {
            List<String> cameras = sightings.values().stream()
                    .map(Sighting::getCameraId)
                    .distinct()
                    .sorted()
                    .toList();
            long first = sightings.values().stream()
                    .mapToLong(Sighting::getStartTimeUs)
                    .min()
                    .orElse(0);
            long last = sightings.values().stream()
                    .mapToLong(Sighting::getEndTimeUs)
                    .max()
                    .orElse(0);
            return new LiveEvent.Identity(id, cameras, first / 1000, last / 1000, sightings.size(), cropRevision, why);
        }
    }
}
