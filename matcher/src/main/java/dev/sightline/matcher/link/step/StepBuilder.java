package dev.sightline.matcher.link.step;

import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.models.SwitchReport;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.ArrayList;
import java.util.List;

/** Collects what a frame, or what people said, changed, as messages with deterministic ids. For one of them, one thread. */
public final class StepBuilder {
    private final String siteId;
    private final List<String> origin;
    private final long timeUs;
    private final boolean late;
    private final List<TrackletUpdate> updates;
    private final List<IdentityEvent> events = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Stay> stays = new ArrayList<>();
    private final List<SwitchReport> switches = new ArrayList<>();

    private StepBuilder(String siteId, List<String> origin, long timeUs, boolean late, List<TrackletUpdate> updates) {
        this.siteId = siteId;
        this.origin = origin;
        this.timeUs = timeUs;
        this.late = late;
        this.updates = updates;
    }

    public static StepBuilder of(TrackerFrame frame, boolean late) {
        return new StepBuilder(
                frame.getSiteId(),
                List.of(frame.getCameraId(), Long.toString(frame.getSession()), Long.toString(frame.getSequence())),
                frame.getCaptureTimeUs(),
                late,
                frame.getUpdatesList());
    }

    /**
     * What people said, at the event time that the site has come to.
     *
     * @param id of the statement or command
     */
    public static StepBuilder said(String siteId, String id, long timeUs) {
        return new StepBuilder(siteId, List.of("said", id), timeUs, false, List.of());
    }

    public long timeUs() {
        return timeUs;
    }

    String siteId() {
        return siteId;
    }

    /** A decision about a tracklet. */
    public void event(Type type, Tracklet tracklet, String identityId, Evidence evidence) {
        events.add(draft(type, identityId, tracklet.trackletId())
                .setTrackletId(tracklet.trackletId())
                .setCameraId(tracklet.cameraId())
                .setEvidence(evidence)
                .build());
    }

    /** A tracklet's identity turned out to be another one. */
    public void changed(Type type, Tracklet tracklet, String now, String before, Evidence evidence) {
        events.add(draft(type, now, tracklet.trackletId())
                .setTrackletId(tracklet.trackletId())
                .setCameraId(tracklet.cameraId())
                .setOtherIdentityId(before)
                .setEvidence(evidence)
                .build());
    }

    public void expired(String identityId, long atUs, String why) {
        events.add(draft(Type.TYPE_EXPIRED, identityId, "")
                .setEventTimeUs(atUs)
                .setEvidence(Evidence.newBuilder().setSummary(why))
                .build());
    }

    public void erased(String identityId) {
        events.add(draft(Type.TYPE_ERASED, identityId, "")
                .setEvidence(Evidence.newBuilder().setSummary("erased on demand"))
                .build());
    }

    /** The tracklet's stay as it is now, without exemplars. */
    public Sighting.Builder sighting(Tracklet tracklet) {
        return Sighting.newBuilder()
                .setSightingId(tracklet.trackletId())
                .setIdentityId(tracklet.identityId())
                .setSiteId(siteId)
                .setCameraId(tracklet.cameraId())
                .setSession(tracklet.origin().session())
                .setStartTimeUs(tracklet.startUs())
                .setEndTimeUs(tracklet.span().updatedUs())
                .setFirstSequence(tracklet.span().frames().first())
                .setLastSequence(tracklet.span().frames().last())
                .setRevision(tracklet.revision())
                .setEvidence(tracklet.link().evidence());
    }

    public void add(Sighting sighting) {
        sightings.add(sighting);
    }

    public void add(Stay stay) {
        stays.add(stay);
    }

    public void add(SwitchReport report) {
        switches.add(report);
    }

    /** A tracklet's exemplars as its camera reported them, whatever model serves here. */
    public List<Exemplar> exemplars(String trackletId) {
        return updates.stream()
                .filter(update -> update.getTrackletId().equals(trackletId))
                .flatMap(update -> update.getExemplarsList().stream())
                .toList();
    }

    public LinkStep build() {
        return new LinkStep(events, sightings, stays, switches);
    }

    private IdentityEvent.Builder draft(Type type, String identityId, String trackletId) {
        List<String> parts = new ArrayList<>(List.of("identity-event", siteId));
        parts.addAll(origin);
        parts.addAll(List.of(type.name(), trackletId, identityId));
        String id = Ids.of(parts.toArray(String[]::new));
        return IdentityEvent.newBuilder()
                .setEventId(id)
                .setSiteId(siteId)
                .setType(type)
                .setEventTimeUs(timeUs)
                .setIdentityId(identityId)
                .setLate(late);
    }
}
