package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.contracts.v1.Modality;
import java.util.List;

/**
 * A tracklet as the link stage knows it: open, or closed so lately that its link may still be revised.
 *
 * @param span when it was seen
 * @param link who it is
 * @param shown what it has shown
 * @param course how far it has come
 */
public record Tracklet(Origin origin, Span span, Link link, Shown shown, Course course) {
    /**
     * When a tracklet was seen, in event time.
     *
     * @param seenUs when it was last in a frame
     * @param updatedUs end of the stay as its last update has it
     */
    public record Span(long startUs, long seenUs, long updatedUs, FrameSpan frames) {}

    /**
     * Who a tracklet is.
     *
     * @param identityId empty while it has none
     * @param candidateId who it could be, or, until its next sighting, who it was; empty when nobody
     * @param evidence why; the default message when that was said already
     */
    public record Link(String identityId, LinkState state, String candidateId, Evidence evidence) {
        static final Link PENDING = new Link("", LinkState.LINK_STATE_PENDING, "", Evidence.getDefaultInstance());

        public static Link to(String identityId, LinkState state, Evidence evidence) {
            return new Link(identityId, state, "", evidence);
        }

        /** Still undecided. */
        public Link tentative(String candidate) {
            return new Link(identityId, LinkState.LINK_STATE_TENTATIVE, candidate, evidence);
        }

        /** @param before who the tracklet was, until its next sighting has said so; empty when nobody */
        public Link after(String before) {
            return new Link(identityId, state, before, evidence);
        }

        Link said() {
            return new Link(identityId, state, candidateId, Evidence.getDefaultInstance());
        }
    }

    /** New: nothing is known of it yet but where it was seen. */
    public static Tracklet begun(Origin origin, long nowUs) {
        Span span = new Span(0, 0, 0, FrameSpan.UNKNOWN);
        return new Tracklet(origin, span, Link.PENDING, Shown.NOTHING, Course.begun(nowUs));
    }

    /** Long over: as much as its identity keeps of it. */
    static Tracklet standing(Presence stay, String identityId, List<Probe> probes) {
        return new Tracklet(
                stay.origin(),
                new Span(stay.startUs(), stay.endUs(), stay.endUs(), stay.frames()),
                Link.to(identityId, LinkState.LINK_STATE_LINKED, Evidence.getDefaultInstance()),
                Shown.NOTHING.with(probes),
                new Course(0, 0, 0, stay.revision(), false));
    }

    public Tracklet with(Span now) {
        return new Tracklet(origin, now, link, shown, course);
    }

    public Tracklet with(Link now) {
        return new Tracklet(origin, span, now, shown, course);
    }

    public Tracklet with(Shown now) {
        return new Tracklet(origin, span, link, now, course);
    }

    private Tracklet with(Course now) {
        return new Tracklet(origin, span, link, shown, now);
    }

    /** @param timeUs an earlier one changes nothing */
    public Tracklet seen(long timeUs) {
        return with(new Span(span.startUs, Math.max(span.seenUs, timeUs), span.updatedUs, span.frames));
    }

    /** Its sighting says something else from now on. */
    public Tracklet revised() {
        return with(course.revised());
    }

    /** Its link was looked at again. */
    public Tracklet looked() {
        return with(course.looked());
    }

    /** Over. Its sighting has said why it is who it is. */
    Tracklet closed(long nowUs) {
        return with(course.closed(nowUs)).with(link.said());
    }

    /** Another model took over: what it showed was counted in crops that the new one may not know. */
    public Tracklet carriedOver() {
        return with(course.carried(!identityId().isEmpty())).with(shown.countedAgain());
    }

    public String trackletId() {
        return origin.trackletId();
    }

    public String cameraId() {
        return origin.cameraId();
    }

    public Modality kind() {
        return origin.kind();
    }

    public long startUs() {
        return span.startUs;
    }

    public long seenUs() {
        return span.seenUs;
    }

    /** Empty while it has none. */
    public String identityId() {
        return link.identityId;
    }

    public List<Probe> probes() {
        return shown.probes();
    }

    public long closedUs() {
        return course.closedUs();
    }

    public int revision() {
        return course.revision();
    }

    public boolean carried() {
        return course.carried();
    }
}
