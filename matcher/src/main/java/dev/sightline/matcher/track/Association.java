package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Modality;
import java.util.List;

/**
 * Decides which detection continues which tracklet in one frame. Evidence for a pair is a sum of nats: motion (the
 * filter's likelihood of the box against that of a person turning up anywhere), appearance (the camera's own scale of
 * similarities) and absence. One optimal assignment per step: confirmed tracklets with high detections, the remaining
 * recently seen ones with low detections (ByteTrack, Zhang et al. 2022), then unconfirmed ones with what is left.
 */
final class Association {
    private final TrackPolicy policy;
    private final AppearanceScale scale;
    private final long nowUs;
    private final View view;
    private final double newcomer;

    Association(TrackPolicy policy, AppearanceScale scale, long nowUs, View view) {
        this.policy = policy;
        this.scale = scale;
        this.nowUs = nowUs;
        this.view = view;
        this.newcomer = -StrictMath.log(view.area());
    }

    /** Runs the steps, claiming in {@code claims}. */
    void run(List<Track> tracks, List<UsableDetection> detections, Claims claims) {
        AssociationPolicy limits = policy.association();
        List<UsableDetection> high =
                detections.stream().filter(s -> s.score() >= limits.highScore()).toList();
        List<UsableDetection> low =
                detections.stream().filter(s -> s.score() < limits.highScore()).toList();
        step(tracks.stream().filter(t -> t.confirmed).toList(), high, claims, limits.minimumEvidence());
        step(
                tracks.stream()
                        .filter(t -> t.confirmed && nowUs - t.lastHighUs <= limits.lowStepSeconds() * 1e6)
                        .toList(),
                low,
                claims,
                limits.lowMinimumEvidence());
        step(tracks.stream().filter(t -> !t.confirmed).toList(), high, claims, limits.minimumEvidence());
    }

    private void step(List<Track> tracks, List<UsableDetection> detections, Claims claims, double minimum) {
        List<Track> rows = tracks.stream().filter(t -> !claims.has(t)).toList();
        List<UsableDetection> columns =
                detections.stream().filter(s -> !claims.has(s)).toList();
        double[][] evidence = new double[rows.size()][columns.size()];
        for (int i = 0; i < rows.size(); i++) {
            BoxFilter predicted = rows.get(i).predicted(nowUs, policy.motion());
            for (int j = 0; j < columns.size(); j++) {
                evidence[i][j] = evidence(rows.get(i), predicted, columns.get(j)) - minimum;
            }
        }
        int[] columnOf = Pairing.best(evidence);
        for (int i = 0; i < rows.size(); i++) {
            if (columnOf[i] != Pairing.NONE) {
                claims.add(rows.get(i), columns.get(columnOf[i]));
            }
        }
    }

    private double evidence(Track track, BoxFilter predicted, UsableDetection detection) {
        AssociationPolicy limits = policy.association();
        if (track.kind != detection.message().getModality()
                || predicted.distance(detection.box(), policy.motion()) > limits.gate()) {
            return Double.NEGATIVE_INFINITY;
        }
        double height = predicted.box().height();
        // A newcomer's center may be anywhere in the frame, width and height anything within one height.
        double motion =
                predicted.logLikelihood(detection.box(), policy.motion()) - (newcomer - 2 * StrictMath.log(height));
        double absence = limits.absencePenalty() * track.unseenSeconds(nowUs);
        double arrival = view.isAtBorder(detection.box()) ? limits.borderArrival() : 0;
        return motion - absence - arrival + appearance(track, detection);
    }

    private double appearance(Track track, UsableDetection detection) {
        double limit = policy.association().appearanceLimit();
        if (limit == 0 || track.kind != Modality.MODALITY_PERSON) {
            return 0;
        }
        // One model's word, the serving one's where it knows both sides: two would count the same crop twice.
        List<Similarity> similarities = track.similarities(detection);
        return similarities.isEmpty()
                ? 0
                : scale.evidence(
                        similarities.get(0).modelId(), similarities.get(0).cosine(), limit);
    }
}
