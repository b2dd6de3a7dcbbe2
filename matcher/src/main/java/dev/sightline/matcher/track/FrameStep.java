package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What one frame does to the tracklets: continue, start, forget. Reporting is {@link Reports}' part. */
final class FrameStep {
    /** Looks are learned from detections of which others cover no more than this. */
    private static final double PLAIN = 0.3;

    private final TrackPolicy policy;
    private final String cameraId;
    private final TrackerMemory memory;
    private final Observation observation;
    private final View view;

    FrameStep(TrackPolicy policy, String cameraId, TrackerMemory memory, Observation observation) {
        this.policy = policy;
        this.cameraId = cameraId;
        this.memory = memory;
        this.observation = observation;
        this.view = View.of(observation.getWidth(), observation.getHeight());
    }

    void run(List<Sighting> sightings) {
        List<Sighting> people = of(Modality.MODALITY_PERSON, sightings);
        Faces faces = new Faces(people, memory.tracks, memory.nowUs, policy.motion());
        List<Sighting> owned = new ArrayList<>();
        List<Sighting> nobodys = new ArrayList<>();
        for (Sighting face : of(Modality.MODALITY_FACE, sightings)) {
            boolean isNobodys =
                    faces.person(face).isEmpty() && faces.behind(face).isEmpty();
            (isNobodys ? nobodys : owned).add(face);
        }
        Claims claims = new Claims();
        Association association = new Association(policy, memory.appearance, memory.nowUs, view);
        association.run(of(memory.tracks, Modality.MODALITY_PERSON), people, claims);
        association.run(of(memory.tracks, Modality.MODALITY_FACE), nobodys, claims);
        List<Missing> missing = missing(claims);
        learn(people, claims, missing);
        continueAll(people, claims, missing);
        bear(people, claims);
        bear(nobodys, claims);
        for (Sighting face : owned) {
            faces.person(face)
                    .map(claims::of)
                    .orElseGet(() -> faces.behind(face))
                    .ifPresent(track -> track.remember(face, exemplar(face), memory.nowUs, policy.memory()));
        }
        memory.tracks.removeIf(t ->
                !t.confirmed && t.unseenSeconds(memory.nowUs) > policy.life().tentativeSeconds());
    }

    /** Teaches the camera's appearance scale from pairs that motion alone makes plain. */
    private void learn(List<Sighting> people, Claims claims, List<Missing> missing) {
        for (Track track : memory.tracks) {
            Sighting own = claims.of(track).orElse(null);
            if (own == null || own.description().isEmpty() || hidden(own, people, missing) > PLAIN) {
                continue;
            }
            for (Sighting sighting : people) {
                if (sighting.score() >= policy.association().highScore()) {
                    track.likenesses(sighting)
                            .forEach(l -> memory.appearance.learn(l.modelId(), l.cosine(), sighting == own));
                }
            }
        }
    }

    private void continueAll(List<Sighting> people, Claims claims, List<Missing> missing) {
        for (Track track : memory.tracks) {
            claims.of(track).ifPresent(sighting -> {
                fillGap(track, sighting);
                boolean high = sighting.score() >= policy.association().highScore();
                double hidden = hidden(sighting, people, missing);
                track.see(sighting, memory.now(), high, hidden, policy.motion());
                if (hidden <= PLAIN) {
                    track.remember(sighting, exemplar(sighting), memory.nowUs, policy.memory());
                }
                if (!track.confirmed) {
                    track.waitUnconfirmed(sighting, memory.now(), id(track), policy.life());
                }
            });
        }
    }

    private void bear(List<Sighting> sightings, Claims claims) {
        for (Sighting sighting : sightings) {
            if (claims.has(sighting)
                    || sighting.score() < policy.association().birthScore()
                    || isDuplicate(sighting, sightings, claims)) {
                continue;
            }
            Track track = Track.born(memory.nextOrdinal++, sighting, memory.now(), policy.motion());
            track.remember(sighting, exemplar(sighting), memory.nowUs, policy.memory());
            track.waitUnconfirmed(sighting, memory.now(), id(track), policy.life());
            memory.tracks.add(track);
            claims.add(track, sighting);
        }
    }

    private boolean isDuplicate(Sighting sighting, List<Sighting> all, Claims claims) {
        double limit = policy.association().duplicateOverlap();
        return all.stream()
                .anyMatch(s -> s != sighting && claims.has(s) && s.box().iou(sighting.box()) >= limit);
    }

    /**
     * Where people should be who were seen a moment ago and are not now. Two who cross often have one box for a while,
     * which tells the way and the looks of neither.
     */
    private List<Missing> missing(Claims claims) {
        return memory.tracks.stream()
                .filter(t -> t.confirmed
                        && !claims.has(t)
                        && t.unseenSeconds(memory.nowUs) <= policy.life().hiddenSeconds())
                .map(t -> new Missing(
                        t.kind, t.predicted(memory.nowUs, policy.motion()).box()))
                .toList();
    }

    /** The part of a box that one other covers, 0..1: the other good boxes of its kind, and who is missing. */
    private double hidden(Sighting sighting, List<Sighting> all, List<Missing> missing) {
        Modality kind = sighting.detection().getModality();
        Stream<Rect> seen = all.stream()
                .filter(s -> s != sighting
                        && s.score() >= policy.association().highScore()
                        && s.detection().getModality() == kind)
                .map(Sighting::box);
        Stream<Rect> missed = missing.stream().filter(m -> m.kind == kind).map(Missing::box);
        return Stream.concat(seen, missed)
                .mapToDouble(sighting.box()::coveredBy)
                .max()
                .orElse(0);
    }

    private record Missing(Modality kind, Rect box) {}

    private Exemplar exemplar(Sighting sighting) {
        Exemplar.Builder exemplar = Exemplar.newBuilder()
                .setModality(sighting.detection().getModality())
                .setVector(sighting.detection().getVector())
                .setCameraId(cameraId)
                .setSession(memory.session)
                .setSequence(memory.sequence)
                .setDetectionIndex(sighting.detection().getIndex())
                .setCaptureTimeUs(observation.getCaptureTimeUs())
                .setQuality(sighting.detection().getVector().getQuality());
        if (sighting.description().map(d -> d.next() != null).orElse(false)) {
            exemplar.setNextVector(sighting.detection().getNextVector());
        }
        if (sighting.detection().getCropJpeg().size() <= policy.memory().maximumCropBytes()) {
            exemplar.setCropJpeg(sighting.detection().getCropJpeg());
        }
        return exemplar.build();
    }

    /** Nobody stands where both ends of a gap touch the border: the person had left. */
    private void fillGap(Track track, Sighting back) {
        if (!view.isAtBorder(track.lastBox) || !view.isAtBorder(back.box())) {
            Gap.fill(track, back, memory, id(track));
        }
    }

    private String id(Track track) {
        return memory.id(cameraId, track);
    }

    private static List<Sighting> of(Modality modality, List<Sighting> sightings) {
        return sightings.stream()
                .filter(s -> s.detection().getModality() == modality)
                .toList();
    }

    private static List<Track> of(List<Track> tracks, Modality kind) {
        return tracks.stream().filter(t -> t.kind == kind).toList();
    }
}
