package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PastBox;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One tracklet in the making. Mutable, owned by its {@link CameraTracker}; all state is in the fields. */
final class Track {
    final long ordinal;
    /** PERSON, or FACE for a face that belongs to no detected person. */
    final Modality kind;

    boolean confirmed;
    /** Whether the confirmation was told. */
    boolean announced;

    int hits;
    long firstTimeUs;
    long firstSequence;
    long lastTimeUs;
    long lastSequence;
    /** Event time of the last sighting with a high score. */
    long lastHighUs;
    /** Event time of the last update that was told. */
    long updatedUs;
    /** Something worth telling happened since. */
    boolean changed;

    Rect lastBox;
    /** Score of the last sighting. */
    float lastScore;

    BoxFilter filter;
    final List<PastBox> pastBoxes = new ArrayList<>();
    final Map<Modality, Looks> looks = new EnumMap<>(Modality.class);

    Track(long ordinal, Modality kind, Rect box, BoxFilter filter) {
        this.ordinal = ordinal;
        this.kind = kind;
        this.lastBox = box;
        this.filter = filter;
    }

    static Track born(long ordinal, Sighting sighting, Moment moment, MotionPolicy motion) {
        Track track = new Track(
                ordinal, sighting.detection().getModality(), sighting.box(), BoxFilter.first(sighting.box(), motion));
        track.hits = 1;
        track.lastScore = sighting.detection().getScore();
        track.firstTimeUs = moment.timeUs();
        track.firstSequence = moment.sequence();
        track.lastTimeUs = moment.timeUs();
        track.lastHighUs = moment.timeUs();
        track.lastSequence = moment.sequence();
        return track;
    }

    double unseenSeconds(long nowUs) {
        return (nowUs - lastTimeUs) / 1e6;
    }

    BoxFilter predicted(long nowUs, MotionPolicy motion) {
        return filter.predict(unseenSeconds(nowUs), motion);
    }

    void see(Sighting sighting, Moment moment, boolean high, double hidden, MotionPolicy motion) {
        if (high) {
            lastHighUs = moment.timeUs();
        }
        filter = predicted(moment.timeUs(), motion).update(sighting.box(), 1 + motion.overlapNoise() * hidden, motion);
        lastBox = sighting.box();
        lastScore = sighting.detection().getScore();
        lastTimeUs = moment.timeUs();
        lastSequence = moment.sequence();
        hits++;
    }

    /** Keeps the box for the day of confirmation, and confirms after enough hits. */
    void waitUnconfirmed(Sighting sighting, Moment moment, String trackletId, LifePolicy life) {
        confirmed = hits >= life.confirmHits();
        if (!confirmed) {
            pastBoxes.add(PastBox.newBuilder()
                    .setTrackletId(trackletId)
                    .setSequence(moment.sequence())
                    .setCaptureTimeUs(moment.timeUs())
                    .setBox(sighting.detection().getBox())
                    .setScore(sighting.detection().getScore())
                    .build());
        }
    }

    /** Remembers how the person looked, if the detection was described well enough. */
    void remember(Sighting sighting, Exemplar exemplar, long nowUs, MemoryPolicy policy) {
        Description seen = sighting.description().orElse(null);
        if (seen == null || seen.vector().quality() < policy.minimumQuality()) {
            return;
        }
        Modality modality = sighting.detection().getModality();
        changed |= looks.computeIfAbsent(modality, Looks::new).add(seen, exemplar, nowUs, policy);
    }

    /**
     * How much the recent looks are like a detection's, in the eyes of each model that described both; empty when there is
     * nothing to compare.
     */
    List<Likeness> likenesses(Sighting sighting) {
        Looks known = looks.get(sighting.detection().getModality());
        Description seen = sighting.description().orElse(null);
        return known == null || seen == null ? List.of() : known.likenesses(seen);
    }
}
