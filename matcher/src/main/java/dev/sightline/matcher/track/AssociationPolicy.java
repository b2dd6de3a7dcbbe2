package dev.sightline.matcher.track;

/**
 * When a detection continues a tracklet. Evidence is in nats: the logarithm of how much better "the same person"
 * explains the detection than "somebody new".
 *
 * @param highScore detections from here on take part in the first step
 * @param lowScore detections from here on may continue a tracklet in the second step; below, they are ignored
 * @param birthScore an unclaimed detection from here on starts a tracklet
 * @param minimumEvidence nats that a pair needs
 * @param lowMinimumEvidence nats that a pair of the second step needs: low detections are often clutter
 * @param absencePenalty nats a second unseen: long absent people leave rather than come back
 * @param borderArrival nats for a newcomer at the border of the frame, where most people come from
 * @param gate largest squared Mahalanobis distance of a pair (four degrees of freedom)
 * @param appearanceLimit largest evidence that appearance gives for or against, nats; 0 switches it off
 * @param lowStepSeconds how long after the last sight a low detection may continue a tracklet
 * @param duplicateOverlap an unclaimed detection that overlaps a claimed one this much (IoU) starts nothing
 */
public record AssociationPolicy(
        double highScore,
        double lowScore,
        double birthScore,
        double minimumEvidence,
        double lowMinimumEvidence,
        double absencePenalty,
        double borderArrival,
        double gate,
        double appearanceLimit,
        double lowStepSeconds,
        double duplicateOverlap) {

    public AssociationPolicy {
        Ranges.require("association.highScore", highScore, 0, 1);
        Ranges.require("association.lowScore", lowScore, 0, highScore);
        Ranges.require("association.birthScore", birthScore, highScore, 1);
        Ranges.require("association.minimumEvidence", minimumEvidence, -50, 50);
        Ranges.require("association.lowMinimumEvidence", lowMinimumEvidence, -50, 50);
        Ranges.require("association.absencePenalty", absencePenalty, 0, 50);
        Ranges.require("association.borderArrival", borderArrival, 0, 50);
        Ranges.require("association.gate", gate, 1, 1e6);
        Ranges.require("association.appearanceLimit", appearanceLimit, 0, 100);
        Ranges.require("association.lowStepSeconds", lowStepSeconds, 0, 600);
        Ranges.require("association.duplicateOverlap", duplicateOverlap, 0, 1);
    }

    public static AssociationPolicy defaults() {
        return new AssociationPolicy(0.35, 0.2, 0.35, 2, 8, 0.6, 3, 60, 8, 1, 0.45);
    }
}
