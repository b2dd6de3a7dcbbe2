package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.PastBox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What one frame does to the tracklets: continue, start, forget. Reporting is {@link Reports}' part. */
final class FrameStep {
    /** Appearance are learned from detections of which others cover no more than this. */
    private static final double PLAIN = 0.3;
    /** Other people that a tracklet is compared with in a frame, to learn how alike different people are. */
    private static final int STRANGERS = 12;

    private final TrackPolicy policy;
    private final String cameraId;
    private final TrackerMemory memory;
    private final Observation observation;
    private final View view;
    private final Doubts doubts;

    FrameStep(TrackPolicy policy, String cameraId, TrackerMemory memory, Observation observation) {
        this.policy = policy;
        this.cameraId = cameraId;
        this.memory = memory;
        this.observation = observation;
        this.view = View.of(observation.getWidth(), observation.getHeight(), memory.shift);
        this.doubts = new Doubts(policy, cameraId, memory, view);
    }

    void run(List<UsableDetection> detections) {
        List<UsableDetection> people = of(Modality.MODALITY_PERSON, detections);
        Faces faces = new Faces(people, memory.tracks, memory.nowUs, policy.motion());
        List<UsableDetection> owned = new ArrayList<>();
        List<UsableDetection> ownerless = new ArrayList<>();
        for (UsableDetection face : of(Modality.MODALITY_FACE, detections)) {
            boolean isOwnerless =
                    faces.person(face).isEmpty() && faces.behind(face).isEmpty();
            (isOwnerless ? ownerless : owned).add(face);
        }
        Claims claims = new Claims();
        Association association = new Association(policy, memory.appearance, memory.nowUs, view);
        association.run(of(memory.tracks, Modality.MODALITY_PERSON), people, claims);
        association.run(of(memory.tracks, Modality.MODALITY_FACE), ownerless, claims);
        List<Missing> missing = missing(claims);
        learn(people, claims, missing);
        continueAll(people, claims, missing);
        start(people, claims);
        start(ownerless, claims);
        for (UsableDetection face : owned) {
            faces.person(face)
                    .map(claims::of)
                    .orElseGet(() -> faces.behind(face))
                    .ifPresent(track -> track.remember(face, exemplar(face), memory.nowUs, policy.memory()));
        }
        doubts.settle(false);
        memory.tracks.removeIf(t ->
                !t.confirmed && t.unseenSeconds(memory.nowUs) > policy.life().tentativeSeconds());
    }

    /** Teaches the camera's appearance scale from pairs that motion alone makes plain. */
    private void learn(List<UsableDetection> people, Claims claims, List<Missing> missing) {
        List<UsableDetection> good = people.stream()
                .filter(d -> d.score() >= policy.association().highScore())
                .toList();
        for (Track track : memory.tracks) {
            UsableDetection own = claims.of(track).orElse(null);
            if (own == null
                    || track.doubt != null
                    || own.description().isEmpty()
                    || hidden(own, people, missing) > PLAIN) {
                continue;
            }
            if (own.score() >= policy.association().highScore()) {
                learn(track, own, true);
            }
            int others = Math.min(good.size(), STRANGERS);
            for (int i = 0; i < others; i++) {
                // In a crowd a few of all, others in each frame.
                int place = (int) ((i * (long) good.size() / others + track.ordinal + memory.sequence) % good.size());
                if (good.get(place) != own) {
                    learn(track, good.get(place), false);
                }
            }
        }
    }

    private void learn(Track track, UsableDetection detection, boolean own) {
        track.similarities(detection).forEach(l -> memory.appearance.learn(l.modelId(), l.cosine(), own));
    }

    private void continueAll(List<UsableDetection> people, Claims claims, List<Missing> missing) {
        for (Track track : memory.tracks) {
            claims.of(track).ifPresent(detection -> {
                boolean high = detection.score() >= policy.association().highScore();
                double hidden = hidden(detection, people, missing);
                doubts.begin(track, detection, hidden);
                fillGap(track, detection);
                track.see(detection, memory.now(), high, hidden, policy.motion());
                Doubt doubt = track.doubt;
                if (doubt != null) {
                    doubt.held.add(new HeldBox(box(detection), memory.shift));
                }
                boolean cut = doubt != null && doubts.isPassing(doubt, detection);
                if (hidden <= PLAIN && !cut) {
                    track.remember(detection, exemplar(detection), memory.nowUs, policy.memory());
                }
                if (!track.confirmed) {
                    track.waitUnconfirmed(detection, memory.now(), id(track), policy.life());
                }
            });
        }
    }

    private void start(List<UsableDetection> detections, Claims claims) {
        for (UsableDetection detection : detections) {
            if (claims.has(detection)
                    || detection.score() < policy.association().birthScore()
                    || isDuplicate(detection, detections, claims)) {
                continue;
            }
            Track track = Track.start(memory.nextOrdinal++, detection, memory.now(), policy.motion());
            track.remember(detection, exemplar(detection), memory.nowUs, policy.memory());
            track.waitUnconfirmed(detection, memory.now(), id(track), policy.life());
            memory.tracks.add(track);
            claims.add(track, detection);
        }
    }

    private boolean isDuplicate(UsableDetection detection, List<UsableDetection> all, Claims claims) {
        double limit = policy.association().duplicateOverlap();
        return all.stream()
                .anyMatch(s -> s != detection && claims.has(s) && s.box().iou(detection.box()) >= limit);
    }

    /**
     * Where people should be who were seen a frame ago and are not now. Two who cross often have one box for a while,
     * which shows the motion and the appearance of neither.
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
    private double hidden(UsableDetection detection, List<UsableDetection> all, List<Missing> missing) {
        Modality kind = detection.message().getModality();
        Stream<Rect> seen = all.stream()
                .filter(s -> s != detection
                        && s.score() >= policy.association().highScore()
                        && s.message().getModality() == kind)
                .map(UsableDetection::box);
        Stream<Rect> missed = missing.stream().filter(m -> m.kind == kind).map(Missing::box);
        return Stream.concat(seen, missed)
                .mapToDouble(detection.box()::coveredBy)
                .max()
                .orElse(0);
    }

    private record Missing(Modality kind, Rect box) {}

    private Exemplar exemplar(UsableDetection detection) {
        Exemplar.Builder exemplar = Exemplar.newBuilder()
                .setModality(detection.message().getModality())
                .setVector(detection.message().getVector())
                .setCameraId(cameraId)
                .setSession(memory.session)
                .setSequence(memory.sequence)
                .setDetectionIndex(detection.message().getIndex())
                .setCaptureTimeUs(observation.getCaptureTimeUs())
                .setQuality(detection.message().getVector().getQuality());
        if (detection.description().map(d -> d.next() != null).orElse(false)) {
            exemplar.setNextVector(detection.message().getNextVector());
        }
        if (detection.message().getCropJpeg().size() <= policy.memory().maximumCropBytes()) {
            exemplar.setCropJpeg(detection.message().getCropJpeg());
        }
        return exemplar.build();
    }

    /** Nobody stands where both ends of a gap touch the border: the person had left. Nor where the camera did not look. */
    private void fillGap(Track track, UsableDetection back) {
        boolean left = view.at(memory.shiftOf(track)).isAtBorder(track.lastBox);
        if (left && view.isAtBorder(back.box())) {
            return;
        }
        Doubt doubt = track.doubt;
        Consumer<HeldBox> takes = doubt == null ? box -> track.pastBoxes.add(box.message()) : doubt.held::add;
        Gap.fill(track, back, memory, id(track), box -> {
            if (view.at(box.shift()).shows(box.rect())) {
                takes.accept(box);
            }
        });
    }

    private PastBox box(UsableDetection detection) {
        return PastBox.newBuilder()
                .setSequence(memory.sequence)
                .setCaptureTimeUs(memory.nowUs)
                .setBox(detection.message().getBox())
                .setScore(detection.message().getScore())
                .build();
    }

    private String id(Track track) {
        return memory.id(cameraId, track);
    }

    private static List<UsableDetection> of(Modality modality, List<UsableDetection> detections) {
        return detections.stream()
                .filter(s -> s.message().getModality() == modality)
                .toList();
    }

    private static List<Track> of(List<Track> tracks, Modality kind) {
        return tracks.stream().filter(t -> t.kind == kind).toList();
    }
}
