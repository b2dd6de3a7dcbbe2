package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.matcher.v1.LookState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One tracklet in the making. Mutable, owned by its {@link CameraTracker}; all state is in the fields. */
final class Track {
    final long ordinal;
    /** PERSON, or FACE for a face that belongs to no detected person. */
    final Modality kind;

    boolean confirmed;
    /** Whether the confirmation was reported. */
    boolean announced;

    int hits;
    long firstTimeUs;
    long firstSequence;
    long lastTimeUs;
    long lastSequence;
    /** Event time of the last detection with a high score. */
    long lastHighUs;
    /** Event time of the last update that was reported. */
    long updatedUs;
    /** Something worth telling happened since. */
    boolean changed;
    /** Something changed since its entries were written. */
    boolean touched = true;

    Rect lastBox;
    /** Score of the last detection. */
    float lastScore;

    BoxFilter filter;
    /** Whether it still shows the same person, while that is open. */
    @Nullable
    Doubt doubt;

    /** The present meeting, or stay at the side, was asked about already. */
    boolean settled;

    final List<PastBox> pastBoxes = new ArrayList<>();
    final Map<Modality, Appearance> appearances = new EnumMap<>(Modality.class);

    Track(long ordinal, Modality kind, Rect box, BoxFilter filter) {
        this.ordinal = ordinal;
        this.kind = kind;
        this.lastBox = box;
        this.filter = filter;
    }

    static Track start(long ordinal, UsableDetection detection, FrameTime frame, MotionPolicy motion) {
        Track track = new Track(
                ordinal, detection.message().getModality(), detection.box(), BoxFilter.first(detection.box(), motion));
        track.hits = 1;
        track.lastScore = detection.message().getScore();
        track.firstTimeUs = frame.timeUs();
        track.firstSequence = frame.sequence();
        track.lastTimeUs = frame.timeUs();
        track.lastHighUs = frame.timeUs();
        track.lastSequence = frame.sequence();
        return track;
    }

    double unseenSeconds(long nowUs) {
        return (nowUs - lastTimeUs) / 1e6;
    }

    BoxFilter predicted(long nowUs, MotionPolicy motion) {
        return filter.predict(unseenSeconds(nowUs), motion);
    }

    void see(UsableDetection detection, FrameTime frame, boolean high, double hidden, MotionPolicy motion) {
        touched = true;
        if (high) {
            lastHighUs = frame.timeUs();
        }
        filter = predicted(frame.timeUs(), motion).update(detection.box(), 1 + motion.overlapNoise() * hidden, motion);
        lastBox = detection.box();
        lastScore = detection.message().getScore();
        lastTimeUs = frame.timeUs();
        lastSequence = frame.sequence();
        hits++;
    }

    /** Keeps the box for the day of confirmation, and confirms after enough hits. */
    void waitUnconfirmed(UsableDetection detection, FrameTime frame, String trackletId, LifePolicy life) {
        touched = true;
        confirmed = hits >= life.confirmHits();
        if (!confirmed) {
            pastBoxes.add(PastBox.newBuilder()
                    .setTrackletId(trackletId)
                    .setSequence(frame.sequence())
                    .setCaptureTimeUs(frame.timeUs())
                    .setBox(detection.message().getBox())
                    .setScore(detection.message().getScore())
                    .build());
        }
    }

    /** Remembers how the person looked, if the detection was described well enough. */
    void remember(UsableDetection detection, Exemplar exemplar, long nowUs, MemoryPolicy policy) {
        Description seen = detection.description().orElse(null);
        if (seen == null || seen.vector().quality() < policy.minimumQuality()) {
            return;
        }
        touched = true;
        Modality modality = detection.message().getModality();
        if (doubt != null) {
            doubt.remember(exemplar, nowUs, policy);
            return;
        }
        changed |= appearances.computeIfAbsent(modality, Appearance::new).add(seen, exemplar, nowUs, policy);
    }

    /**
     * How similar the recent appearance is to a detection's, by each model that described both; empty when there is
     * nothing to compare.
     */
    List<Similarity> similarities(UsableDetection detection) {
        Appearance known = appearances.get(detection.message().getModality());
        Description seen = detection.description().orElse(null);
        return known == null || seen == null ? List.of() : known.similarities(seen);
    }

    /** Described bodies. */
    int bodies() {
        Appearance body = appearances.get(Modality.MODALITY_PERSON);
        return body == null ? 0 : body.serving().map(DescriptorAverage::count).orElse(0);
    }

    Anchor anchor() {
        return new Anchor(filter, lastBox, lastScore, new FrameTime(lastSequence, lastTimeUs), lastHighUs);
    }

    /** Goes back to where it was, and from there along boxes that are its own. */
    void goBack(Anchor anchor, List<HeldBox> boxes, MotionPolicy motion) {
        follow(anchor.along(boxes, motion));
    }

    /** A tracklet of its own that begins with what another one followed by mistake. */
    static Track begun(long ordinal, Modality kind, Anchor place, List<HeldBox> boxes) {
        Track track = new Track(ordinal, kind, place.box(), place.filter());
        track.confirmed = true;
        track.firstTimeUs = boxes.get(0).time().timeUs();
        track.firstSequence = boxes.get(0).time().sequence();
        return track;
    }

    /** Goes on from a place. */
    void follow(Anchor place) {
        touched = true;
        filter = place.filter();
        lastBox = place.box();
        lastScore = place.score();
        lastTimeUs = place.seen().timeUs();
        lastSequence = place.seen().sequence();
        lastHighUs = place.highUs();
    }

    /** Learns from looks that were kept apart. */
    void takeIn(List<LookState> looks, MemoryPolicy policy) {
        for (LookState look : looks) {
            Exemplar exemplar = look.getExemplar();
            changed |= appearances
                    .computeIfAbsent(exemplar.getModality(), Appearance::new)
                    .add(Description.of(exemplar), exemplar, look.getTimeUs(), policy);
        }
    }
}
